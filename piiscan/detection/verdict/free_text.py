"""Personal data inside cells: a column of notes, or one that mixes numbers with words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import polars as pl

from piiscan.detection.families import FAMILIES
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.detection.search.forms import whole_of
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.people import Content, People
from piiscan.detection.verdict.reasons import PRIOR
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.finding import Reason
from piiscan.model.recognizer import FREE_TEXT, HeaderWords, Recognizer
from piiscan.model.span import Span
from piiscan.model.tier import Role

TEXT_COLUMN = Recognizer(
    id="text/free",
    entity=FREE_TEXT,
    zh="自由文本",
    role=Role.NONE,
    tier=3,
    source="contracts.md, findings: a column of free text",
    header=HeaderWords(
        tuple(
            "note notes comment comments remark remarks memo message feedback review query question answer chat"
            " transcript conversation bio about complaint ticket mail"
            " 备注 留言 评论 反馈 记录 备考 签名 投诉 沟通 备忘 備註 留言 評論 反饋 記錄 投訴 溝通".split()
        )
    ),
)

_HEADERS = HeaderReader([TEXT_COLUMN])
_NOISE = frozenset({"LOCATION", "ORGANIZATION"})
"""What models see in every text about things; alone it says nothing about people."""

_MISREAD, _MISREAD_NOTE = 0.05, 0.01
"""Share of texts about things in which a model sees what reads like a person all the same; less in notes."""

_STRANGE, _STRANGE_NOTE = 0.3, 0.1
"""The same for words that no list of names knows (`Cinnamon`, `Mad Scientist`), of which each counts once."""

_MOSTLY = 0.5
"""Share of short cells that hold an entity, of those that could, from which they are worth reading."""

_CONSISTS = 0.5
_CONSISTS_PLACE = 0.25
"""Share of all characters that an entity takes, from which the column is that, with something around it.

Grammars see only the street of an address; the rest of it is no note.
"""

ADDRESSES = frozenset({"ADDRESS", *FAMILIES["ADDRESS"]})

_SAMPLED_ONLY = 6.0
"""Text that models have read only in part is never clean (contracts.md, findings)."""

_UNREAD = 2.0
"""Text that no model has seen: a person decides."""


class Reader(Protocol):
    """The text engine, as a verdict needs it."""

    @property
    def reads_names(self) -> bool: ...

    def spans(self, texts: pl.Series) -> Sequence[Sequence[Span]]: ...


def contents(view: ColumnView, recognizers: Mapping[str, Recognizer], reader: Reader) -> list[Content]:
    """What patterns found inside the cells of all rows, and what the text engine reads in those it is shown."""
    by_patterns = [
        _counted(recognizers[name], hits.inside, view) for name, hits in view.evidence.hits.items() if hits.inside
    ]
    worth_reading = view.text_like or any(c.rows >= _MOSTLY * c.possible for c in by_patterns)
    return by_patterns + (_read(view, recognizers, reader) if worth_reading else [])


def counted(found: Iterable[Content]) -> Mapping[str, int]:
    """Entity -> rows that hold it."""
    inside: dict[str, int] = {}
    for content in found:
        inside[content.entity] = max(inside.get(content.entity, 0), content.rows)
    return dict(sorted(inside.items()))


def reasons(view: ColumnView, found: Iterable[Content], reader: Reader) -> list[Reason]:
    """Why the column is free text with personal data in it; empty where nothing says so."""
    named = _HEADERS.namings(*view.headers).get(TEXT_COLUMN.id, SILENT)
    why = [*_surest(found, view.distinct, note=named.strength > 0), *_unread(view, reader)]
    if not why:
        return []
    said, weight = f"“{named.phrase}” in the header", round(2 * named.strength, 2)
    header = [Reason(said, weight, "header")] if named.strength > 0 else []
    return [PRIOR, *header, *why]


def surely(found: Iterable[Content], view: ColumnView) -> frozenset[str]:
    """The entities that stand inside more likely than not, whatever the header says."""
    said = (c for c in found if c.entity not in _NOISE and c.seen)
    return frozenset(c.entity for c in said if PRIOR.log_odds + _weight(c, view.distinct, note=False) > 0)


def mostly(found: Iterable[Content]) -> str | None:
    """The entity that takes most of the characters: the column is that, with something around it."""
    best = max((c for c in found if c.covered >= _enough(c)), key=_first, default=None)
    return None if best is None else best.entity


def _enough(content: Content) -> float:
    return _CONSISTS_PLACE if content.entity in ADDRESSES else _CONSISTS


def _first(content: Content) -> tuple[bool, float]:
    """Addresses hold the names of people and places."""
    return content.entity in ADDRESSES, content.covered


def _read(view: ColumnView, recognizers: Mapping[str, Recognizer], reader: Reader) -> list[Content]:
    rows: Counter[tuple[str, float | None]] = Counter()
    covered: Counter[str] = Counter()
    names = People(recognizers)
    seen = characters = 0
    for texts in view.texts():
        seen, characters = seen + int(texts["rows"].sum()), characters + _characters(texts)
        found = reader.spans(texts["value"])
        names.read(texts, found)
        for spans, times in zip(found, texts["rows"].to_list(), strict=True):
            rows.update(dict.fromkeys(((s.entity, _span_chance(s, view, recognizers)) for s in spans), times))
            for span in spans:
                covered[span.entity] += times * (span.end - span.start)
    known = [Content(e, n, seen, chance, covered[e] / max(1, characters)) for (e, chance), n in rows.items()]
    return names.weighed(known)


def _counted(recognizer: Recognizer, rows: int, view: ColumnView) -> Content:
    """What a pattern found in so many rows: a number is taken for another by accident where there is one as long."""
    filled = view.evidence.filled
    content = Content(recognizer.entity, rows, filled, _chance(recognizer, view))
    if any(pattern.edges != "digit" for pattern in recognizer.patterns):
        return content
    digits = min(form.needs.least for form in whole_of(recognizer))
    return replace(content, among=min(filled, max(rows, round(filled * view.numbered(digits)))))


def _characters(texts: pl.DataFrame) -> int:
    return int((texts["value"].str.len_chars() * texts["rows"]).sum())


def _span_chance(span: Span, view: ColumnView, recognizers: Mapping[str, Recognizer]) -> float | None:
    known = recognizers.get(span.recognizer)
    return None if known is None else _chance(known, view)


def _chance(recognizer: Recognizer, view: ColumnView) -> float:
    """Of a match inside a cell: sentences rarely hold numbers that mean nothing, codes consist of them."""
    return recognizer.chance * (recognizer.check_chance if view.text_like else 1.0)


def _surest(found: Iterable[Content], distinct: int, note: bool) -> Iterator[Reason]:
    weighed = [(_weight(c, distinct, note), c) for c in found if c.entity not in _NOISE and c.seen]
    weight, best = max(weighed, key=lambda item: item[0], default=(0.0, None))
    if best is not None and weight > 0:
        yield Reason(f"{best.entity} inside {best.rows} of {best.seen} cells", round(weight, 2))


def _weight(content: Content, distinct: int, note: bool) -> float:
    """Of `distinct` texts, no more are independent: what is read in one is read in all its copies."""
    share = content.share
    chance = weights.doubted(share, content.chance) if content.chance is not None else _misread(content, note)
    return weights.surprise(share, chance, min(content.possible, distinct), weights.VALUES_CAP)


def _misread(content: Content, note: bool) -> float:
    if content.strange:
        return _STRANGE_NOTE if note else _STRANGE
    return _MISREAD_NOTE if note else _MISREAD


def _unread(view: ColumnView, reader: Reader) -> Iterator[Reason]:
    if not view.text_like:
        return
    if not reader.reads_names:
        yield Reason("text that no model has read", _UNREAD)
    elif not view.texts_complete:
        read = f"{len(view.evidence.texts.rows)} of {view.evidence.filled}"
        yield Reason(f"text, of which models read {read} rows", _SAMPLED_ONLY)
