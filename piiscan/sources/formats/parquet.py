"""Apache Parquet, in windows of rows, so that memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

import polars as pl
from polars.io.plugins import register_io_source

from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.frame import ROWS, batches_of, columns_of
from piiscan.sources.options import ReadOptions

MAGIC = b"PAR1"
WINDOW = 5 * ROWS
"""Rows decoded by one query: Polars keeps every page it has mapped until the query ends."""


@dataclass(frozen=True, slots=True)
class ParquetTable:
    """One file; its columns keep their types."""

    source: str
    key: str
    name: str
    format: str
    columns: tuple[Column, ...]
    file: SourceFile
    rows: int

    def batches(self) -> Iterator[pl.DataFrame]:
        with self.file.reading():
            lazy = _scan(self.file)
            for start in range(0, max(self.rows, 1), WINDOW):
                yield from batches_of(lazy.slice(start, WINDOW))

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """Zstandard, no metadata of the source, no list of categories: both can hold values of dropped rows."""
        frames = (_without_categories(frame) for frame in batches)
        first = next(frames)
        failures: list[BaseException] = []
        try:
            _sink(first.schema, _noting(chain([first], frames), failures), stream)
        except BaseException:
            if failures:
                raise failures[0] from None
            raise


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> ParquetTable | None:
    if not head.startswith(MAGIC):
        return None
    with file.reading():
        lazy = _scan(file)
        columns = columns_of(lazy.collect_schema())
        rows = int(lazy.select(pl.len()).collect().item())
    return ParquetTable(file.source, file.key, file.name, "parquet", columns, file, rows)


def _scan(file: SourceFile) -> pl.LazyFrame:
    return pl.scan_parquet(file.path, glob=False, hive_partitioning=False, low_memory=True)


def _sink(schema: pl.Schema, frames: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
    def produce(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        return frames

    query = register_io_source(produce, schema=schema)
    query.sink_parquet(stream, compression="zstd", row_group_size=2 * ROWS)


def _noting(frames: Iterator[pl.DataFrame], failures: list[BaseException]) -> Iterator[pl.DataFrame]:
    """The same frames; what their iterator raises is kept, as Polars would change it on its way through."""
    try:
        yield from frames
    except GeneratorExit:
        raise
    except BaseException as failure:
        failures.append(failure)
        raise


def _without_categories(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.cast({name: _plain(dtype) for name, dtype in frame.schema.items()})


def _plain(dtype: pl.DataType) -> pl.DataType:
    match dtype:
        case pl.Enum() | pl.Categorical():
            return pl.String()
        case pl.List():
            return pl.List(_plain(dtype.inner))  # type: ignore[arg-type]
        case pl.Array():
            return pl.Array(_plain(dtype.inner), dtype.size)  # type: ignore[arg-type]
        case pl.Struct():
            return pl.Struct({field.name: _plain(field.dtype) for field in dtype.fields})  # type: ignore[arg-type]
    return dtype
