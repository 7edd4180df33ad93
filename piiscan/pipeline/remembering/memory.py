"""What earlier runs have found, by the content of files; and what the content was of files that look as they did."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from time import time_ns
from typing import NamedTuple

from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.keys import MasterKey
from piiscan.pipeline.remembering.basis import FORM
from piiscan.pipeline.remembering.batches import RecallingScanner
from piiscan.pipeline.remembering.entries import Entries
from piiscan.pipeline.remembering.written import read, written
from piiscan.pipeline.told import Told
from piiscan.sources.states import State, digest, states
from piiscan.sources.units import Unit

__all__ = ["SETTLED", "Cache", "Look", "Memory"]

SETTLED = 2_000_000_000
"""Nanoseconds for which a file must have been left alone: the clocks of file systems tick, that of FAT every 2 s."""


class Cache(NamedTuple):
    """Where entries lie, and the key that they are sealed with."""

    folder: Path
    key: MasterKey


@dataclass(frozen=True, slots=True)
class Look:
    """A unit as it was looked at, and the name of the entry about it; `still` where no write can be missed."""

    unit: Unit
    states: Sequence[State]
    name: str
    still: bool


class Memory:
    """For one run, on one `basis` (plain values), on one day."""

    def __init__(self, cache: Cache, basis: Sequence[object], as_of: date) -> None:
        self._entries, self._as_of = Entries(*cache), as_of
        self._basis = self._entries.name("basis", *basis)
        self._recalled = self._read = 0

    def scanner(self, scanner: ColumnScanner) -> RecallingScanner:
        """The same, which remembers large batches."""
        return RecallingScanner(scanner, self._entries)

    def look(self, unit: Unit) -> Look | None:
        """None for a unit that nothing can be told of without reading it."""
        began = time_ns()
        seen = states([found for found, _ in unit.entries])
        try:
            digests = [self._digest(state, began) for state in seen or ()]
        except OSError:
            return None
        if not seen:
            return None
        called = [PurePath(unit.source).name, *(key for _, key in unit.entries)]
        about = sorted((state.key, held) for state, held in zip(seen, digests, strict=True))
        name = self._entries.name("unit", self._basis, called, about)
        return Look(unit, seen, name, all(began - state.changed > SETTLED for state in seen))

    def recall(self, look: Look | None) -> Told | None:
        """What was found in the unit when it held the same, if that is known."""
        content = None if look is None else self._entries.get(look.name)
        told = None if look is None or content is None else read(content, look.unit, look.states, self._as_of)
        self._recalled += told is not None
        self._read += told is None
        return told

    def keep(self, look: Look | None, told: Told) -> None:
        """Remember what was found in a unit, if all of it was read, and nothing else bears on it."""
        if look is None or not look.still or told.incomplete or told.related or told.readers or told.beside:
            return
        if states([found for found, _ in look.unit.entries]) != look.states:
            return
        if (content := written(told, look.unit, look.states, self._as_of)) is not None:
            self._entries.put(look.name, content)

    def said(self) -> Iterator[str]:
        """What is worth a word, at the end of the run."""
        yield f"cache: {self._recalled:,} of {self._recalled + self._read:,} files and tables are as they were"
        if self._entries.refused:
            yield f"warning: cache: {self._entries.refused:,} entries are damaged or forged, and were not used"
        if self._entries.full:
            yield "warning: cache: it cannot be written, and the next run will read again what this one has read"

    def _digest(self, state: State, began: int) -> str:
        """That of the content; from memory where the file looks as it did then. Raises OSError."""
        name = self._entries.name("file", FORM, state.place)
        known = self._entries.get(name)
        if known is not None and (said := json.loads(known))[0] == [*state.stamp]:
            return str(said[1])
        found = digest(state)
        if began - state.changed > SETTLED and state == state.again():
            self._entries.put(name, json.dumps([state.stamp, found]).encode("ascii"))
        return found
