"""Parts of large tables: what was counted in a batch of the same rows is not counted again.

So a table that grew, of which one partition or row group changed, or whose scan was killed, costs what is new in it.
Samples of values are in no entry: they are drawn again, which is why the rows are still read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from io import BufferedWriter, RawIOBase
from typing import TYPE_CHECKING

import polars as pl
from polars.exceptions import PanicException, PolarsError

from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.model.evidence import ColumnEvidence, Hits, Minors
from piiscan.model.recognizer import Recognizer
from piiscan.model.typed import plain, typed
from piiscan.pipeline.remembering.basis import program
from piiscan.pipeline.remembering.entries import Entries

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

__all__ = ["LARGE", "RecallingScanner"]

LARGE = 50_000
"""Rows from which a batch has an entry of its own; what is smaller is remembered with its file."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """The part of the evidence of a column that takes long, and holds no value."""

    hits: Mapping[str, Hits]
    minors: Minors
    formulas: int


@dataclass(frozen=True, slots=True)
class _Batch:
    as_of: str
    columns: Mapping[str, _Counted]


class _Digest(RawIOBase):
    """Takes bytes, and keeps what SHA-256 makes of them."""

    def __init__(self) -> None:
        self.total = sha256()

    def writable(self) -> bool:
        return True

    def write(self, content: ReadableBuffer, /) -> int:
        self.total.update(content)
        return memoryview(content).nbytes


class RecallingScanner:
    """A column scanner with a memory."""

    def __init__(self, scanner: ColumnScanner, entries: Entries) -> None:
        self._scanner, self._entries = scanner, entries

    @property
    def recognizers(self) -> tuple[Recognizer, ...]:
        return self._scanner.recognizers

    @property
    def seed(self) -> int:
        return self._scanner.seed

    def evidence(
        self, batch: pl.DataFrame, places: pl.Series | None = None, births: frozenset[str] = frozenset()
    ) -> Iterator[tuple[str, ColumnEvidence]]:
        """As that of the scanner."""
        name = self._name(batch, births) if len(batch) >= LARGE else None
        known = None if name is None else self._known(name)
        counted: dict[str, _Counted] = {}
        for column, found in self._scanner.evidence(batch, places, births, known):
            counted[column] = _Counted(dict(found.hits), found.minors, found.formulas)
            yield column, found
        if name is not None and known is None:
            content = _Batch(self._scanner.as_of.isoformat(), counted)
            self._entries.put(name, json.dumps(plain(content)).encode("ascii"))

    def _name(self, batch: pl.DataFrame, births: frozenset[str]) -> str | None:
        """By all that stands in the rows, the names and types of their columns too."""
        content = _Digest()
        try:
            with BufferedWriter(content, 1 << 20) as stream:
                batch.write_ipc_stream(stream)
        except (PolarsError, PanicException):
            return None
        return self._entries.name("batch", *program(), sorted(births), content.total.hexdigest())

    def _known(self, name: str) -> Mapping[str, ColumnEvidence] | None:
        """Counts without samples; None where children would be counted otherwise on this day."""
        if (content := self._entries.get(name)) is None:
            return None
        found, today = typed(_Batch, json.loads(content)), self._scanner.as_of
        dated = any(column.minors.dated for column in found.columns.values())
        if today < (then := date.fromisoformat(found.as_of)) or (dated and today != then):
            return None
        told = found.columns.items()
        return {name: ColumnEvidence(hits=c.hits, minors=c.minors, formulas=c.formulas) for name, c in told}
