"""The data files of a new table: masked rows, in their order, as Parquet files that are called by their number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import polars as pl

from piiscan.sources.formats.sinking import sunk
from piiscan.sources.frame import ROWS

FILE_ROWS = 50 * ROWS
"""Rows from which a file is full."""


class Part(NamedTuple):
    """A file, by its name in the folder."""

    name: str
    rows: int


def written(frames: Iterator[pl.DataFrame], folder: Path) -> Iterator[Part]:
    """Write all rows into as many files as they need, at least one. Raises what Polars raises."""
    number = 0
    while (first := next(frames, None)) is not None:
        part = f"part-{number:06}.parquet"
        portion = _Portion(chain([first], frames))
        sunk(portion, partial(_sink, folder / part))
        yield Part(part, portion.rows)
        number += 1


def _sink(path: Path, query: pl.LazyFrame) -> None:
    query.sink_parquet(path, compression="zstd", row_group_size=2 * ROWS, sync_on_close="all")


class _Portion:
    """The frames of one file, and how many rows they had."""

    def __init__(self, frames: Iterator[pl.DataFrame]) -> None:
        self._frames = frames
        self.rows = 0

    def __iter__(self) -> Iterator[pl.DataFrame]:
        return self

    def __next__(self) -> pl.DataFrame:
        if self.rows >= FILE_ROWS:
            raise StopIteration
        frame = next(self._frames)
        self.rows += frame.height
        return frame
