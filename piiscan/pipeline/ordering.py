"""A copy in a database that has its own order of rows, or its own types, as its original has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Column, Table, TableView, innermost
from piiscan.sources.databases.relations import RelationTable
from piiscan.sources.databases.server import Seeker, ServerTable
from piiscan.verbs.mask import KEEP, Masker


def in_order(copy: Table, masker: Masker) -> Table:
    """The copy, its rows in the order of the source's: they are found by the keys that the masker gives them.

    Raises SourceUnreadable where those cannot be made.
    """
    inner = innermost(copy)
    if not isinstance(inner, ServerTable) or inner.seeker is None or not (names := inner.relation.identity):
        return copy
    if not set(names).issubset(masker.kept):
        return copy
    changed = [name for name in names if masker.steps[name].operator != KEEP]
    if masker.means.key is None and any(masker.operators[name].promises.needs_key for name in changed):
        raise SourceUnreadable(copy.source, "its rows stand in the order of a masked key: give the key that masked it")

    def keys(frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(masker.masked(frame, changed)).select(names)

    return SoughtTable(inner, inner.seeker, lambda: map(keys, masker.source()))


@dataclass(frozen=True, slots=True)
class SoughtTable(TableView):
    """A table whose rows are found by their keys; those that nobody asks for come last, and empty."""

    seeker: Seeker
    keys: Callable[[], Iterator[pl.DataFrame]]

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.columns

    def seen(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        return batches

    def batches(self) -> Iterator[pl.DataFrame]:
        found, frame = 0, pl.DataFrame()
        for keys in self.keys():
            for frame in self.seeker.rows(keys):
                found += len(frame)
                yield frame
        if (more := self.seeker.total() - found) > 0:
            yield frame.clear(more)


def as_typed_as(copy: Table, masker: Masker) -> Table:
    """The copy, its columns in the types that the masker gives them, where another engine or a CSV has other types."""
    here, there = innermost(masker.table), innermost(copy)
    of_server = isinstance(here, ServerTable) and there.format == "csv"
    if not of_server and (not isinstance(there, RelationTable) or there.format == here.format):
        return copy
    first = next(masker.source())
    return RetypedTable(copy, dict(masker.batch(first.clear()).schema))


@dataclass(frozen=True, slots=True)
class RetypedTable(TableView):
    """A table whose columns have other types, as far as all values of a batch are values of them."""

    types: Mapping[str, pl.DataType]

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(replace(c, type=str(self.types.get(c.name, c.type))) for c in self.table.columns)

    def seen(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        return (frame.with_columns(map(self._retyped, frame.get_columns())) for frame in batches)

    def _retyped(self, column: pl.Series) -> pl.Series:
        wanted = self.types.get(column.name, column.dtype)
        try:
            return column if wanted == column.dtype else _as(column, wanted)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # they carry cell values
            return column


def _as(column: pl.Series, wanted: pl.DataType) -> pl.Series:
    if column.dtype != pl.String:
        return column.cast(wanted)
    match wanted:
        case pl.Date():
            return column.str.to_date("%Y-%m-%d")
        case pl.Time():
            return column.str.to_time("%H:%M:%S%.f")
        case pl.Boolean():
            return column.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean)
        case pl.Datetime():
            plain = column.str.replace("T", " ", literal=True).str.strip_suffix("+00:00")
            moments = plain.str.to_datetime("%Y-%m-%d %H:%M:%S%.f", time_unit=wanted.time_unit)
            return moments if wanted.time_zone is None else moments.dt.replace_time_zone("UTC").cast(wanted)
    return column.cast(wanted)
