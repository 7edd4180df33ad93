"""A table whose rows Spark reads, as this process knows it, and as executors do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

import polars as pl
from polars.exceptions import PanicException, PolarsError

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.table import Column, Table, TableView
from piiscan.model.text import as_text, lists_joined
from piiscan.sources.databases.arrow import frames
from piiscan.sources.files import NOT_UTF8, SourceFile
from piiscan.sources.nested import Nesting
from piiscan.sources.spark.types import unread

if TYPE_CHECKING:
    from pyarrow import RecordBatch
    from pyspark.sql import DataFrame

PLACE = "piiscan place"
"""The column, behind all others, that says where a row stands in its table."""

_SEED = 20_260_101
_HERE = "rows of a table on Spark are not brought to this process: leave --engine spark out"


@dataclass(frozen=True, slots=True)
class Declared:
    """What executors are sent of a table: its names and types, and no row. `placed` where Spark's rows have a PLACE."""

    source: str
    key: str
    name: str
    format: str
    schema: pl.Schema
    nesting: Nesting
    placed: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.nesting.columns

    def batches(self) -> NoReturn:
        raise UsageError(f"{self.source}: {_HERE}")

    def read(self, batches: Iterator[RecordBatch]) -> Iterator[tuple[pl.DataFrame, pl.Series | None]]:
        """Spark's batches in the types that the source has, nested as there; and the places of their rows, if told.

        Raises SourceUnreadable.
        """
        import pyarrow

        try:
            for frame in frames(batches):
                yield self._typed(frame)
        except pyarrow.ArrowException:
            raise SourceUnreadable(self.source, f"a text is {NOT_UTF8}") from None

    def _typed(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series | None]:
        try:
            places = frame.to_series(-1).cast(pl.UInt64) if self.placed else None
            rows = frame.select(frame.columns[:-1] if self.placed else frame.columns)
            return rows.rename(dict(zip(rows.columns, self.schema, strict=True))).cast(self.schema), places
        except (PolarsError, PanicException):
            raise SourceUnreadable(self.source, "Spark reads values that its own types do not have") from None


@dataclass(frozen=True, slots=True)
class SparkTable(TableView):
    """A table of another source, or `declared` itself. `expected` is how many rows there are, where that is known.

    `files` are those that must not change while Spark reads them.
    """

    declared: Declared
    rows: DataFrame = field(repr=False)
    expected: int | None = None
    files: tuple[SourceFile, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.table.columns

    def seen(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        return batches

    def batches(self) -> NoReturn:
        self.declared.batches()

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Raises SourceUnreadable where a file changes meanwhile."""
        with ExitStack() as stack:
            for file in self.files:
                stack.enter_context(file.reading())
            yield


def declared_of(table: Table, schema: pl.Schema, nesting: Nesting, placed: bool = False) -> Declared:
    """Raises UsageError for a column that would not come through Spark as it is."""
    return readable(Declared(table.source, table.key, table.name, table.format, schema, nesting, placed))


def readable(declared: Declared) -> Declared:
    """The same. Raises UsageError as `declared_of` does."""
    for name, dtype in declared.schema.items():
        if name == PLACE or unread(dtype):
            raise UsageError(f"{declared.source}: column {name}: Spark has no {dtype}: leave --engine spark out")
    return declared


def halves(table: Table) -> tuple[SparkTable, Table]:
    """The table on Spark that a view is of, and the same view of what executors are sent of it."""
    if isinstance(table, SparkTable):
        return table, table.declared
    assert isinstance(table, TableView)
    inner, there = halves(table.table)
    return inner, replace(table, table=there)


def by_content(frame: pl.DataFrame) -> pl.Series:
    """Places (UInt64) for rows that have no order: a hash of what they hold, whatever partition they come in."""
    texts = lists_joined(as_text(frame))
    return texts.select(pl.concat_str(pl.all().fill_null("\0"), separator="\x1f").hash(_SEED)).to_series()
