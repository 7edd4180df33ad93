"""Tables of a server as CSV files (RFC 4180), in UTF-8: a missing value is empty, an empty text is quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

import polars as pl

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.table import Column, Table, TableView
from piiscan.model.text import as_text
from piiscan.sources.atomic import write_all
from piiscan.sources.databases.server import ServerTable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.annotated import CommentedCsv, DamagedCsv
from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.csv.opening import opened_as
from piiscan.sources.formats.csv.record import Record


@dataclass(frozen=True, slots=True)
class CsvTable(TableView):
    """One whose copy will be a CSV file: its cells are then such that a program may compute."""

    table: ServerTable

    @property
    def format(self) -> str:
        return "csv"

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.columns

    @property
    def copied_as(self) -> str:
        return f"{self.table.file_name}.csv"

    def seen(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        return batches

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """Raises OutputFailed for bytes, and for a row that would be no line."""
        first = next(batches)
        write_all(stream, _header(first.columns).encode())
        for frame in chain([first], batches):
            self._require_texts(frame)
            write_all(stream, as_text(frame).write_csv(include_header=False).encode())

    def _require_texts(self, frame: pl.DataFrame) -> None:
        for name, dtype in frame.schema.items():
            if dtype == pl.Binary and len(frame):
                raise OutputFailed(f"{self.source}: column {name}: bytes have no place in CSV: drop it, or use Parquet")
        if frame.width == 1 and frame.to_series().has_nulls():
            raise OutputFailed(f"{self.source}: a row without any value is no line of CSV: use Parquet")


def opened_copy(file: SourceFile, kept: Sequence[str]) -> Table:
    """What `write` made, with these columns. Raises SourceUnreadable where it is another file."""
    header = _header(kept)
    with file.reading(), file.open() as stream:
        if stream.read(len(header.encode())) != header.encode():
            raise SourceUnreadable(file.source, "its header is not the one of its original")
    found = opened_as(Layout(Dialect(","), len(kept), top=(Record(list(kept), header),)), file)
    if isinstance(found, CommentedCsv | DamagedCsv):
        raise SourceUnreadable(file.source, "it is no CSV of regular form")
    return replace(found, columns=tuple(Column(name, "String") for name in kept))


def _header(names: Sequence[str]) -> str:
    return pl.DataFrame(schema=dict.fromkeys(names, pl.String)).write_csv()
