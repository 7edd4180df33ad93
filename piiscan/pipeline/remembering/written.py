"""What was found in a unit as plain JSON, and back: names and counts, and hashes of values, but no value.

Everything in it is called by what comes behind the name of its unit, which may lie elsewhere the next time.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from piiscan.model.finding import DocumentFinding, TableFinding
from piiscan.model.typed import plain, typed
from piiscan.pipeline.told import Lying, TableTold, Told
from piiscan.sources.states import State
from piiscan.sources.units import Unit
from piiscan.verbs.meeting import Hashes

__all__ = ["read", "written"]


@dataclass(frozen=True, slots=True)
class _Table:
    """Hashes are unsigned 64-bit integers, the least octet first, in base64."""

    finding: TableFinding
    hashes: Mapping[str, str]
    undecoded: Mapping[str, int]
    telling: tuple[str, ...]
    older: str | None
    dated: bool


@dataclass(frozen=True, slots=True)
class _File:
    """What a file is called, and its place among those of the unit."""

    called: str
    number: int


@dataclass(frozen=True, slots=True)
class _Written:
    as_of: str
    tables: tuple[_Table, ...]
    documents: tuple[DocumentFinding, ...]
    lying: Mapping[str, _File]
    held: Mapping[str, Mapping[str, tuple[str, ...]]]
    named: Mapping[str, tuple[str, ...]]


def written(told: Told, unit: Unit, states: Sequence[State], as_of: date) -> bytes | None:
    """None where something is not called after the unit, or lies in none of its files."""
    places = {state.place: number for number, state in enumerate(states)}
    lying = {source: lies for source, lies in told.lying.items() if lies.place}
    sources = [table.finding.source for table in told.tables] + [text.source for text in told.documents]
    sources += [*told.held, *told.named, *lying, *(lies.source for lies in lying.values())]
    if not all(source.startswith(unit.source) for source in sources):
        return None
    if not all(lies.place in places for lies in lying.values()):
        return None
    cut = len(unit.source)
    content = _Written(
        as_of.isoformat(),
        tuple(_table(table, cut) for table in told.tables),
        tuple(replace(text, source=text.source[cut:]) for text in told.documents),
        {source[cut:]: _File(lies.source[cut:], places[lies.place]) for source, lies in lying.items()},
        {source[cut:]: dict(held) for source, held in told.held.items()},
        {source[cut:]: entities for source, entities in told.named.items()},
    )
    return json.dumps(plain(content), ensure_ascii=False, separators=(",", ":")).encode()


def read(content: bytes, unit: Unit, states: Sequence[State], as_of: date) -> Told | None:
    """None where children would be counted otherwise on this day. Raises ValueError for what is nothing written."""
    found = typed(_Written, json.loads(content))
    if as_of < date.fromisoformat(found.as_of):
        return None
    if as_of.isoformat() != found.as_of and any(table.dated for table in found.tables):
        return None
    around = unit.source
    return Told(
        tables=[_told(table, around) for table in found.tables],
        documents=[replace(text, source=around + text.source) for text in found.documents],
        lying={around + s: Lying(around + f.called, states[f.number].place) for s, f in found.lying.items()},
        held={around + source: held for source, held in found.held.items()},
        named={around + source: entities for source, entities in found.named.items()},
    )


def _table(told: TableTold, cut: int) -> _Table:
    finding = replace(told.finding, source=told.finding.source[cut:])
    hashes = {name: b64encode(found.astype("<u8").tobytes()).decode() for name, found in told.hashes.items()}
    return _Table(finding, hashes, told.undecoded, told.telling, told.older, told.dated)


def _told(table: _Table, around: str) -> TableTold:
    finding = replace(table.finding, source=around + table.finding.source)
    hashes = {name: _hashes(said) for name, said in table.hashes.items()}
    return TableTold(finding, hashes, table.undecoded, table.telling, table.older, table.dated)


def _hashes(said: str) -> Hashes:
    return np.frombuffer(b64decode(said), "<u8").astype(np.uint64)
