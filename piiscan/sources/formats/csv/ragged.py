"""The slow path: rows of different widths, mixed line ends, stray quotes, comments. Every field is kept and scanned.

Fields beyond the usual ones become columns `extra_1` and so on. A copy is written with the records read again
beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import BinaryIO

import polars as pl

from piiscan.sources.formats.csv.record import Record
from piiscan.sources.formats.csv.records import records
from piiscan.sources.formats.csv.rewriting import Rewriting
from piiscan.sources.formats.csv.table import DelimitedTable

CELLS = 400_000
"""Cells of a batch: some hundred bytes each, as Python holds them."""

CHARACTERS = 32 * 1024 * 1024
"""Characters of a batch whose cells are longer than that."""


@dataclass(frozen=True, slots=True)
class RaggedTable(DelimitedTable):
    """One file, with as many columns as its widest record has fields."""

    def batches(self) -> Iterator[pl.DataFrame]:
        size = max(1, CELLS // max(1, len(self.columns)))
        batch: list[list[str]] = []
        held, empty = 0, True
        for record in self._records():
            if record.fields is not None:
                batch.append(record.fields)
                held += len(record.raw)
            if len(batch) >= size or held >= CHARACTERS:
                yield self._frame(batch)
                batch, held, empty = [], 0, False
        if batch or empty:
            yield self._frame(batch)

    def comments(self) -> Iterator[str]:
        """The lines among the rows that are none."""
        return (record.raw for record in self._records() if record.fields is None)

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO, comments: Iterable[str] = ()) -> None:
        """Write masked rows, and comments for those above and among them. Raises OutputFailed."""
        Rewriting(self.source, self.layout, self.columns, comments).write(batches, self._records(), stream)

    def _records(self) -> Iterator[Record]:
        return records(self.file, self.layout)

    def _frame(self, rows: list[list[str]]) -> pl.DataFrame:
        """Empty fields, and those that a short record does not have, are null."""
        columns = list(zip_longest(*rows))
        columns += [(None,) * len(rows)] * (len(self.columns) - len(columns))
        data = [
            pl.Series(column.name, cells, dtype=pl.String) for column, cells in zip(self.columns, columns, strict=True)
        ]
        return pl.DataFrame(data).with_columns(pl.all().replace("", None))
