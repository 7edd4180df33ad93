"""Names of files, folders, members and columns, with the personal data in them veiled, and told."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import polars as pl

from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span
from piiscan.model.tier import Role
from piiscan.model.veil import veil

Spans = Callable[[pl.Series], Sequence[Sequence[Span]]]
People = Callable[[Sequence[str]], Sequence[Sequence[Span]]]

_TELLING = (Role.DIRECT_IDENTIFIER, Role.SECRET)
_DATE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}([-_.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12][0-9]|3[01])(?![0-9])")
_CANDIDATE = re.compile(
    r"@|(?:[0-9].?){6}|[A-Za-z0-9]{16}|[0-9](?:\.[0-9]+){3}|[^\x00-\x7f][A-Z]·?[0-9A-Z]{5}", re.DOTALL
)
"""What a name must have to be worth a look, once dates are out of it: the engine takes a second to load."""

_LOCAL_PART = re.compile(r"[0-9A-Za-z._%+-]*\Z")
_SUFFIXES = re.compile(
    r"(?:\.(?:csv|tsv|txt|log|jsonl?|ndjson|parquet|feather|arrow|avro|orc|xlsx?|xlsm|ods|doc[xm]?|pdf|eml|mbox|xml|html?|sql"
    r"|zip|tar|tgz|gz|zst|bz2|xz|lzma|md|ya?ml|dat|bak))+\Z",
    re.IGNORECASE,
)
"""File name suffixes, which the domain of an e-mail address would swallow."""


class VeiledNames:
    """Every path is called one name, the same in every run over the same files, and no two are called alike.

    `held` tells the files and folders in whose names something stood: the veiled path -> the entities.
    """

    def __init__(self, spans: Spans, people: People, recognizers: Mapping[str, Recognizer]) -> None:
        """`spans` finds what has a form, `people` who is named; `recognizers` by entity."""
        self._spans, self._people = spans, people
        self._recognizers = recognizers
        self._seen: dict[str, tuple[str, tuple[str, ...]]] = {}
        self._given: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._numbering: defaultdict[str, _Numbering] = defaultdict(_Numbering)
        self._called: dict[str, str] = {}
        self.held: dict[str, tuple[str, ...]] = {}
        self._inside: dict[str, tuple[str, ...]] = {}

    def learn(self, paths: Iterable[str]) -> None:
        self._look({part for path in paths for part in path.split("/")})

    def call(self, path: str, name: str) -> None:
        """Give the path, and no path before it, the name that another process has given it."""
        self._called = {path: name}

    def name(self, path: str, around: str = "") -> str:
        if not around and path in self._called:
            return self._called[path]
        held, parts = self._inside if around else self.held, list[str]()
        for part in path.split("/"):
            place = "/".join([around, *parts])
            parts.append(self._named(part, place))
            if entities := self._seen[part][1]:
                held[f"{around}{'/'.join(parts)}"] = entities
        return "/".join(parts)

    def inside(self) -> dict[str, tuple[str, ...]]:
        """The same as `held`, of what stands in files, since this was last asked."""
        found, self._inside = self._inside, {}
        return found

    def tells(self, path: str) -> bool:
        """Whether personal data stands in a part of the path."""
        parts = path.split("/")
        self._look(parts)
        return any(self._seen[part][1] for part in parts)

    def columns(self, names: Sequence[str]) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
        """Column names -> what they are called, where that differs; and what stood in those, by the latter."""
        self._look(names)
        changed = [name for name in names if self._seen[name][1]]
        numbering = _Numbering()
        numbering.taken.update(set(names) - set(changed))
        called = {name: numbering.free(self._seen[name][0]) for name in changed}
        return called, {called[name]: self._seen[name][1] for name in changed}

    def tier(self, entities: Iterable[str]) -> int:
        return max(self._recognizers[entity].tier for entity in entities)

    def _named(self, part: str, place: str) -> str:
        self._look([part])
        given = self._given[place]
        if part not in given:
            given[part] = self._numbering[place].free(self._seen[part][0])
        return given[part]

    def _look(self, names: Iterable[str]) -> None:
        new = [name for name in dict.fromkeys(names) if name not in self._seen]
        if not new:
            return
        found = dict(zip(new, map(list, self._people(new)), strict=True))
        worth = [name for name in new if _CANDIDATE.search(_DATE.sub(" ", name))]
        if worth:
            readable = [name.encode("utf-8", "replace").decode() for name in worth]
            # Underscores part words in names, but are letters to the engine.
            for texts in (readable, [name.replace("_", " ") for name in readable]):
                for name, spans in zip(worth, self._spans(pl.Series(texts, dtype=pl.String)), strict=True):
                    found[name] += spans
        self._seen.update((name, _veiled(name, filter(self._tells, spans))) for name, spans in found.items())

    def _tells(self, span: Span) -> bool:
        known = self._recognizers.get(span.entity)
        return known is not None and known.role in _TELLING


def _veiled(name: str, spans: Iterable[Span]) -> tuple[str, tuple[str, ...]]:
    """The name with veils, right to left, and the entities in it."""
    entities: list[str] = []
    for start, end, entity in sorted(_disjoint(name, spans), reverse=True):
        name = f"{name[:start]}{veil(entity)}{name[end:]}"
        entities.insert(0, entity)
    return name, tuple(dict.fromkeys(entities))


def _disjoint(name: str, spans: Iterable[Span]) -> Iterator[tuple[int, int, str]]:
    """Stretches to veil: those that touch are one, called what its longest part is."""
    whole: list[tuple[int, int, str]] = []
    for start, end, entity in sorted(_stretch(name, span) for span in spans):
        if whole and start < whole[-1][1]:
            last = whole.pop()
            longer = entity if end - start > last[1] - last[0] else last[2]
            start, end, entity = last[0], max(end, last[1]), longer
        whole.append((start, end, entity))
    return iter(whole)


def _stretch(name: str, span: Span) -> tuple[int, int, str]:
    start, end = span.start, span.end
    if span.entity == "EMAIL_ADDRESS":
        local = _LOCAL_PART.search(name[:start])
        start = local.start() if local else start
    suffixes = _SUFFIXES.search(name)
    return start, min(end, suffixes.start()) if suffixes and suffixes.start() > start else end, span.entity


class _Numbering:
    """Names of one place, no two alike."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self._last: Counter[str] = Counter()

    def free(self, name: str) -> str:
        """The name, numbered behind its last veil where another is called so."""
        before, veil_end, behind = name.rpartition("}")
        free = name
        while free in self.taken:
            self._last[name] += 1
            free = f"{before}{veil_end}_{self._last[name] + 1}{behind}"
        self.taken.add(free)
        return free
