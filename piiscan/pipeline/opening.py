"""Whatever a caller calls data, as tables and documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from os import PathLike, fspath
from pathlib import Path

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import Document, Item, Table, leaves
from piiscan.sources import ReadOptions, frame_table, open_targets

Data = str | PathLike[str] | Sequence[str | PathLike[str]] | pl.DataFrame | pl.LazyFrame | object
"""A path, several, a Polars frame, or anything that exports an Arrow stream."""

FRAME = "frame"
"""The key of data that is in memory."""


def opened(data: Data, options: ReadOptions) -> Iterator[Table | Document | Incomplete]:
    """The tables and texts of the data, members of containers too: `files`, with what they hold."""
    return leaves(files(data, options))


def files(data: Data, options: ReadOptions) -> Iterator[Item]:
    """Open the data, in an order that does not change. Raises UsageError for a target that does not exist."""
    if in_memory(data):
        yield frame_table(data, FRAME)  # type: ignore[arg-type]
        return
    targets: Sequence[str | PathLike[str]] = [data] if isinstance(data, str | PathLike) else data  # type: ignore[assignment]
    yield from open_targets([fspath(target) for target in targets], options)


def in_memory(data: Data) -> bool:
    """Whether the data is a frame or table of this process."""
    return isinstance(data, pl.DataFrame | pl.LazyFrame) or hasattr(data, "__arrow_c_stream__")


def path_of(data: Data) -> Path:
    """The one path that the data is."""
    return Path(fspath(data))  # type: ignore[arg-type]
