"""Masked frames into one of Polars' sinks, which take a query and write as it runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import polars as pl
from polars.io.plugins import register_io_source


def sunk(frames: Iterator[pl.DataFrame], sink: Callable[[pl.LazyFrame], object]) -> None:
    """Let `sink` write the frames, without lists of categories: they can hold values of dropped rows."""
    plain = (without_categories(frame) for frame in frames)
    first = next(plain)
    failures: list[BaseException] = []
    try:
        sink(_query(first.schema, _noting(chain([first], plain), failures)))
    except BaseException:
        if failures:
            raise failures[0] from None
        raise


def without_categories(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.cast({name: _plain(dtype) for name, dtype in frame.schema.items()})


def _query(schema: pl.Schema, frames: Iterator[pl.DataFrame]) -> pl.LazyFrame:
    def produce(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, size: int | None
    ) -> Iterator[pl.DataFrame]:
        return frames

    return register_io_source(produce, schema=schema)


def _noting(frames: Iterator[pl.DataFrame], failures: list[BaseException]) -> Iterator[pl.DataFrame]:
    """The same frames; what their iterator raises is kept, as Polars would change it on its way through."""
    try:
        yield from frames
    except GeneratorExit:
        raise
    except BaseException as failure:
        failures.append(failure)
        raise


def _plain(dtype: object) -> pl.DataType:
    assert isinstance(dtype, pl.DataType)
    match dtype:
        case pl.Enum() | pl.Categorical():
            return pl.String()
        case pl.List():
            return pl.List(_plain(dtype.inner))
        case pl.Array():
            return pl.Array(_plain(dtype.inner), dtype.size)
        case pl.Map():
            return pl.Map(_plain(dtype.key), _plain(dtype.value))
        case pl.Struct():
            return pl.Struct({field.name: _plain(field.dtype) for field in dtype.fields})
    return dtype
