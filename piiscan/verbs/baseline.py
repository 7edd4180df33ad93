"""baseline: what of a scan was known before, told by keyed fingerprints of names, without any value.

A baseline is a set of pairs: so it has no order of its own, and what two branches added comes together by a union.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date

from piiscan.model.finding import DocumentFinding, Findings, TableFinding
from piiscan.model.item import Baselined, Item, Waiver
from piiscan.model.version import later
from piiscan.policy.rules import fits

__all__ = ["HEAD", "Known", "compare", "fingerprints", "items", "parse", "render", "waived"]

Known = Mapping[str, Set[str]]
"""Fingerprint -> the states that are known."""

_MARK, _SCHEMA = "# piiscan ", "baseline/1"
HEAD = f"{_MARK}{_SCHEMA}: a line a finding, by a keyed fingerprint of its names; merge it as a union"
_LINE = re.compile(r"([0-9a-f]{32}) (\S.*)", re.ASCII)
_NUMBER = re.compile(r"[0-9][0-9,]*")


def items(findings: Findings) -> list[Item]:
    """Every column and text that is not clean, and every way in which data stands open."""
    found = [item for table in findings.tables for item in _columns(table)]
    found += [item for document in findings.documents for item in _entities(document)]
    return found + [Item(e.source, _NUMBER.sub("#", e.issue), f"tier {e.tier}", e.tier) for e in findings.exposure]


def fingerprints(found: Iterable[Item], subkey: str) -> list[tuple[str, Item]]:
    """HMAC-SHA256 (RFC 2104) of source and what it is about, 32 hex digits."""
    return [(_fingerprint(item, subkey), item) for item in found]


def compare(found: Sequence[tuple[str, Item]], known: Known) -> Baselined:
    """What is not known, known otherwise, known so, and known but found no more."""
    new = tuple(item for name, item in found if name not in known)
    changed = tuple(item for name, item in found if name in known and item.state not in known[name])
    resolved = len(known.keys() - {name for name, _ in found})
    return Baselined(new, changed, len(found) - len(new) - len(changed), resolved)


def waived(item: Item, waivers: Sequence[Waiver], day: date) -> Waiver | None:
    """The first waiver of the item that has not expired on that day."""
    return next(
        (w for w in waivers if day <= w.expires and fits(w.source, item.source) and fits(w.about, item.about)), None
    )


def render(found: Sequence[tuple[str, Item]]) -> str:
    """The file, with a line end: the same for the same findings, whatever their order."""
    return "".join(f"{line}\n" for line in [HEAD, *sorted({f"{name} {item.state}" for name, item in found})])


def parse(text: str) -> Known:
    """Raises ValueError, with the number of the line, for what is no baseline."""
    first, *lines = text.splitlines() or [""]
    if first != HEAD:
        said = first.removeprefix(_MARK).partition(":")[0]
        raise ValueError(later(said, _SCHEMA) or "line 1 is not that of a baseline")
    known: dict[str, set[str]] = {}
    for number, line in enumerate(lines, 2):
        if (match := _LINE.fullmatch(line)) is None:
            raise ValueError(f"line {number} is no finding: was it merged by hand?")
        known.setdefault(match[1], set()).add(match[2])
    return known


def _columns(table: TableFinding) -> Iterator[Item]:
    name = table.key or table.source
    for column in table.columns:
        if column.status != "clean":
            yield Item(name, column.name, f"{column.verdict}, tier {column.tier}", column.tier)


def _entities(document: DocumentFinding) -> Iterator[Item]:
    for entity in document.entities:
        yield Item(document.key or document.source, entity, f"in text, tier {document.tier}", document.tier)


def _fingerprint(item: Item, subkey: str) -> str:
    named = json.dumps([item.source, item.about]).encode("ascii")
    return hmac.new(subkey.encode("ascii"), named, hashlib.sha256).hexdigest()[:32]
