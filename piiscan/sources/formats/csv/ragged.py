"""The slow path: rows of different widths, mixed line ends, stray quotes. Every field is kept and scanned.

Fields beyond the first row become columns `extra_1` and so on. A copy is written with the records read again
beside it: a record in which nothing changed is written as it stood, any other with its own width and line end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import BinaryIO

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.table import Column
from piiscan.model.text import as_text
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.csv.names import unique_names
from piiscan.sources.formats.csv.records import Record, header_line, records
from piiscan.sources.formats.decoding import BOM

ROWS = 20_000


@dataclass(frozen=True, slots=True)
class RaggedTable:
    """One file. `names` are unique, and as many as its widest record has fields."""

    source: str
    key: str
    name: str
    format: str
    names: tuple[str, ...]
    file: SourceFile
    dialect: Dialect

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(name, "String") for name in self.names)

    def batches(self) -> Iterator[pl.DataFrame]:
        rows = self._rows()
        yield self._frame(list(islice(rows, ROWS)))
        while batch := list(islice(rows, ROWS)):
            yield self._frame(batch)

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """Records in which no field changed are written as they stood."""
        write_all(stream, BOM if self.dialect.bom else b"")
        originals = records(self.file, self.dialect)
        header = next(originals) if self.dialect.header else None
        for frame in batches:
            if header is not None:
                write_all(stream, header_line(header, self.dialect, self.names, frame.columns).encode())
                header = None
            write_all(stream, "".join(self._lines(originals, as_text(frame))).encode())
        if next(originals, None) is not None:
            raise OutputFailed(f"{self.source}: fewer rows came back than the source has")

    def _rows(self) -> Iterator[Record]:
        return islice(records(self.file, self.dialect), int(self.dialect.header), None)

    def _frame(self, batch: list[Record]) -> pl.DataFrame:
        """Empty fields, and those that a short record does not have, are null."""
        columns = list(zip_longest(*(record.fields for record in batch), fillvalue=""))
        columns += [("",) * len(batch)] * (len(self.names) - len(columns))
        data = {name: [cell or None for cell in cells] for name, cells in zip(self.names, columns, strict=True)}
        return pl.DataFrame(data, schema=dict.fromkeys(self.names, pl.String))

    def _lines(self, originals: Iterator[Record], masked: pl.DataFrame) -> Iterator[str]:
        kept = [name in masked.columns for name in self.names]
        for cells in masked.iter_rows():
            original = next(originals, None)
            if original is None:
                raise OutputFailed(f"{self.source}: more rows came back than the source has")
            yield self._line(original, cells, kept)

    def _line(self, original: Record, cells: Sequence[str | None], kept: list[bool]) -> str:
        before = [cell for cell, keep in zip(original.fields, kept, strict=False) if keep]
        filled = max((i for i, cell in enumerate(cells, 1) if cell), default=0)
        after = [cell or "" for cell in cells[: max(len(before), filled)]]
        if before == after and len(before) == len(original.fields):
            return original.raw
        return self.dialect.encode([after], original.terminator)


def ragged_table(file: SourceFile, dialect: Dialect) -> RaggedTable:
    """Read the file once to learn how wide it is. Raises SourceUnreadable."""
    first: list[str] | None = None
    width = 0
    for record in records(file, dialect):
        first = record.fields if first is None else first
        width = max(width, len(record.fields))
    names = unique_names(first or [], dialect.header, width)
    return RaggedTable(file.source, file.key, file.name, "csv", names, file, dialect)
