"""A JSON file as a table: one row a record, one column a path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.json.leaves import Cell, leaves
from piiscan.sources.formats.json.records import Layout, Piece, Record, pieces, records
from piiscan.sources.formats.json.rewriting import rewrite
from piiscan.sources.paths import repeats

PATHS = 10_000
"""Most paths of one file; more are keys that are data."""

ROWS, CELLS = 20_000, 1_000_000
"""Most records, and most cells, of a batch."""

TOGETHER = 16 << 20
"""Characters of records that are made into one batch, about: their values take ten times as much memory."""

BARE = 5_000_000
"""Most records of a file that are no object: as few as two bytes each, they take as long as any."""


@dataclass(frozen=True, slots=True)
class JsonTable:
    """A leaf that is missing is null, as one that is null; one that repeats is a List(String)."""

    source: str
    key: str
    name: str
    format: str
    paths: tuple[str, ...]
    file: SourceFile
    layout: Layout
    bom: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(path, str(dtype), path) for path, dtype in self._schema().items())

    def batches(self) -> Iterator[pl.DataFrame]:
        size = max(1, min(ROWS, CELLS // len(self.paths)))
        batch, taken = list[dict[str, Cell]](), 0
        for record in (piece for piece in self.pieces() if isinstance(piece, Record)):
            batch.append(leaves(record.value))
            taken += len(record.raw)
            if len(batch) == size or taken > TOGETHER:
                yield self._frame(batch)
                batch, taken = [], 0
        if batch:
            yield self._frame(batch)

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """Records in which no leaf changed are written as they stood; dropped columns are taken out."""
        rewrite(self.file, self.pieces(), self.bom, batches, stream)

    def pieces(self) -> Iterator[Piece]:
        """The file, in its records and all that stands between them. Raises NotJson, and SourceUnreadable."""
        return pieces(self.file, self.layout, self.bom)

    def _schema(self) -> dict[str, pl.DataType]:
        return {path: pl.List(pl.String) if repeats(path) else pl.String() for path in self.paths}

    def _frame(self, batch: list[dict[str, Cell]]) -> pl.DataFrame:
        data = {path: [found.get(path) for found in batch] for path in self.paths}
        return pl.DataFrame(data, schema=self._schema())


def json_table(file: SourceFile, layout: Layout, bom: bool) -> JsonTable:
    """Read the file once to learn its paths. Raises NotJson, and SourceUnreadable."""
    paths: dict[str, None] = {}
    bare = 0
    for record in records(file, layout, bom):
        bare += not isinstance(record.value, dict)
        if bare > BARE:
            raise SourceUnreadable(file.source, f"more than {BARE:,} records that are no objects: write them as CSV")
        paths.update(dict.fromkeys(leaves(record.value)))
        if len(paths) > PATHS:
            raise SourceUnreadable(file.source, f"more than {PATHS} different paths: its keys are data")
    if not paths:
        raise SourceUnreadable(file.source, "holds no values")
    name = "json" if layout == "document" else "jsonl"
    return JsonTable(file.source, file.key, file.name, name, tuple(paths), file, layout, bom)
