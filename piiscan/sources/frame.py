"""Data that is in memory already: Polars frames, and Arrow data of any library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import polars as pl
from polars.exceptions import PanicException, PolarsError

from piiscan.errors import SourceUnreadable
from piiscan.model.octets import PIECE
from piiscan.model.table import Column
from piiscan.sources.nested import Nesting, TooDeep

ROWS = 100_000
"""Rows of a batch."""

_NO_FRAME = "not a table that can be read: are two columns named alike, or values of several types in one column?"


@runtime_checkable
class ArrowStream(Protocol):
    """The Arrow PyCapsule interface for streams."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


@dataclass(frozen=True, slots=True)
class FrameTable:
    """A table in memory, or a lazy query that is run once for each call of `batches`."""

    source: str
    key: str
    name: str
    format: str
    nesting: Nesting
    data: pl.LazyFrame

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.nesting.columns

    def batches(self) -> Iterator[pl.DataFrame]:
        return map(self.nesting.unnested, self._frames(self.data))

    def laid(self, masked: Iterator[pl.DataFrame]) -> pl.DataFrame:
        """Masked batches as one frame, nested as the source is. Raises OutputFailed."""
        return pl.concat(self.nesting.laid(self._frames(self.data.select(self.nesting.nested)), masked))

    def _frames(self, query: pl.LazyFrame) -> Iterator[pl.DataFrame]:
        try:
            yield from batches_of(query)
        except (PolarsError, PanicException, OSError):
            raise SourceUnreadable(self.source, "the query behind the frame failed") from None


def frame_table(data: pl.DataFrame | pl.LazyFrame | ArrowStream, name: str) -> FrameTable:
    """A table of format `frame`. Raises SourceUnreadable where the data has no schema."""
    try:
        lazy = _lazy(data)
        nesting = Nesting.of(lazy.collect_schema())
    except TooDeep as deep:
        raise SourceUnreadable(name, str(deep)) from None
    except ImportError:
        raise SourceUnreadable(name, "its library needs pyarrow to hand it over: pip install pyarrow") from None
    except (PolarsError, PanicException, OSError, TypeError, ValueError, NotImplementedError):
        raise SourceUnreadable(name, _NO_FRAME) from None
    if any(isinstance(dtype, pl.Object) for dtype in lazy.collect_schema().dtypes()):
        raise SourceUnreadable(name, "a column holds objects of Python, which have no type: cast it to one")
    return FrameTable(name, name, name, "frame", nesting, lazy)


def _lazy(data: pl.DataFrame | pl.LazyFrame | ArrowStream) -> pl.LazyFrame:
    if isinstance(data, pl.DataFrame | pl.LazyFrame):
        return data.lazy()
    return pl.DataFrame(_Stream(data.__arrow_c_stream__)).lazy()


@dataclass(frozen=True, slots=True)
class _Stream:
    """No more than the stream of an object: what Polars knows of pandas leaves the index out."""

    __arrow_c_stream__: Callable[..., object]


def batches_of(query: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    """The rows in order, ROWS at a time; one batch without rows if there are none."""
    empty = True
    for frame in query.collect_batches(chunk_size=ROWS, maintain_order=True):
        empty = False
        yield frame
    if empty:
        yield query.collect_schema().to_frame()


def gathered(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The rows of small frames together, as every batch costs the same however few they are."""
    together, rows, size = list[pl.DataFrame](), 0, 0
    for frame in frames:
        together.append(frame)
        rows, size = rows + frame.height, size + int(frame.estimated_size())
        if rows >= ROWS or size >= PIECE:
            yield pl.concat(together)
            together, rows, size = [], 0, 0
    if together:
        yield pl.concat(together)
