"""A Parquet file in windows of rows, so that memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.parquet.footer import Footer, Group, footer
from piiscan.sources.formats.sinking import sunk
from piiscan.sources.frame import ROWS, batches_of
from piiscan.sources.nested.table import NestedTable

WINDOW = 5 * ROWS
"""Rows decoded by one query, at most: Polars keeps every page it has mapped until the query ends."""

WINDOW_BYTES = 256 << 20
"""Bytes decoded by one query, about."""


@dataclass(frozen=True, slots=True)
class ParquetTable(NestedTable):
    """One file; its columns keep their types."""

    footer: Footer

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """In the codec of the source, with no metadata of it: pandas and others keep values there."""
        laid = self.nesting.laid(self.frames(self.nesting.nested), batches)
        sunk(laid, lambda query: query.sink_parquet(stream, compression=self.footer.codec, row_group_size=2 * ROWS))

    def frames(self, names: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        yield from _rows(self.file, self.footer, names)


def rows(file: SourceFile) -> Iterator[pl.DataFrame]:
    """All of them. Raises SourceUnreadable."""
    return _rows(file, footer(file), None)


def _rows(file: SourceFile, declared: Footer, names: Sequence[str] | None) -> Iterator[pl.DataFrame]:
    with file.reading():
        lazy = pl.scan_parquet(file.path, glob=False, hive_partitioning=False, low_memory=True)
        yield from windows(lazy if names is None else lazy.select(names), declared, file.source)


def windows(lazy: pl.LazyFrame, declared: Footer, source: str) -> Iterator[pl.DataFrame]:
    """The rows of one file, by queries of a window each. Raises SourceUnreadable where it has not all its rows."""
    left = declared.rows
    for start, length in _windows(declared.groups):
        for frame in batches_of(lazy.slice(start, length)):
            left -= frame.height
            yield frame
        if left > max(declared.rows - start - length, 0):
            raise SourceUnreadable(source, "has fewer rows than its footer says")


def _windows(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Where each begins, and how many rows it has; one without rows where there are none."""
    start = rows = taken = 0
    for more, octets in _parts(groups):
        if rows and (rows + more > WINDOW or taken + octets > WINDOW_BYTES):
            yield start, rows
            start, rows, taken = start + rows, 0, 0
        rows, taken = rows + more, taken + octets
    yield start, rows


def _parts(groups: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """The rows of each group, in as few parts as a window takes, and their octets."""
    for group in groups:
        fitting = max(1, min(WINDOW, WINDOW_BYTES * group.rows // max(group.octets, 1)))
        for start in range(0, group.rows, fitting):
            rows = min(fitting, group.rows - start)
            yield rows, group.octets * rows // group.rows
