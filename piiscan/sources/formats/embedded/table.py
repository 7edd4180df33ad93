"""A table whose JSON columns are unfolded, and folded again when it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, BinaryIO

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.table import Column, TableView
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.embedded.strings import laid, leaves_in
from piiscan.sources.formats.json.rewriting import typed_rows
from piiscan.sources.paths import repeats

Frames = Iterator[pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Nested:
    """The paths in a column, and whether some of its values are no JSON."""

    paths: tuple[str, ...]
    remainder: bool


@dataclass(frozen=True, slots=True)
class UnfoldedTable(TableView):
    """A table with the leaves of its JSON columns as columns."""

    table: Any
    nested: Mapping[str, Nested]

    @property
    def file(self) -> SourceFile:
        return self.table.file  # type: ignore[no-any-return]

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for outer in self.table.columns for column in self._columns(outer))

    def seen(self, batches: Frames) -> Frames:
        for frame in batches:
            yield pl.DataFrame([series for name in frame.columns for series in self._unfolded(frame[name])])

    def write(self, batches: Frames, stream: BinaryIO) -> None:
        self.table.write(self.folded(batches), stream)

    def folded(self, batches: Frames) -> Frames:
        """Masked frames, with the leaves in strings again. Raises OutputFailed where they do not fit."""
        originals = self.table.batches()
        rest = next(originals, pl.DataFrame())
        for masked in batches:
            while len(rest) < len(masked) and (more := next(originals, None)) is not None:
                rest = pl.concat([rest, more])
            if len(rest) < len(masked):
                raise OutputFailed(f"{self.source}: more rows came back than the source has")
            before, rest = rest.head(len(masked)), rest.slice(len(masked))
            yield pl.DataFrame([series for name in before.columns for series in self._folded(before[name], masked)])

    def outer(self, kept: Sequence[str]) -> list[str]:
        """The columns of the table within of which some of these columns are left."""
        names = set(kept)
        return [c.name for c in self.table.columns if any(inner.name in names for inner in self._columns(c))]

    def over(self, table: Any, kept: Sequence[str]) -> UnfoldedTable:
        """The same leaves of another table, as far as they are kept."""
        names = set(kept)
        left = {
            column: Nested(tuple(p for p in nested.paths if named(column, p) in names), column in names)
            for column, nested in self.nested.items()
        }
        return UnfoldedTable(table, {column: nested for column, nested in left.items() if nested.paths})

    def _columns(self, outer: Column) -> Iterator[Column]:
        nested = self.nested.get(outer.name)
        for path in nested.paths if nested else ():
            yield Column(named(outer.name, path), str(type_of(path)), named(outer.name, path), outer.comment)
        if nested is None or nested.remainder:
            yield outer

    def _unfolded(self, column: pl.Series) -> Iterator[pl.Series]:
        nested = self.nested.get(column.name)
        if nested is None:
            yield column
            return
        rows = [None if value is None else leaves_in(value) for value in column]
        for path in nested.paths:
            cells = [row.get(path) if row else None for row in rows]
            yield pl.Series(named(column.name, path), cells, dtype=type_of(path))
        if nested.remainder:
            yield column.zip_with(pl.Series([row is None for row in rows]), pl.Series([None], dtype=pl.String))

    def _folded(self, before: pl.Series, masked: pl.DataFrame) -> Iterator[pl.Series]:
        nested = self.nested.get(before.name)
        if nested is None:
            yield from ([masked[before.name]] if before.name in masked.columns else [])
            return
        kept = {name: path for path in nested.paths if (name := named(before.name, path)) in masked.columns}
        rest = masked[before.name].to_list() if before.name in masked.columns else [None] * len(before)
        if kept or before.name in masked.columns:
            rows = typed_rows(masked.select(list(kept)).rename(kept)) if kept else repeat({})
            values = map(laid, before, rows, rest)
            yield pl.Series(before.name, list(values), dtype=pl.String)


def named(column: str, path: str) -> str:
    return f"{column}.{path}"


def type_of(path: str) -> pl.DataType:
    return pl.List(pl.String) if repeats(path) else pl.String()
