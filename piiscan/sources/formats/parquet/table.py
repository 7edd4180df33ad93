"""A Parquet file in windows of rows, so that memory does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.formats.parquet.footer import Footer
from piiscan.sources.formats.sinking import sunk
from piiscan.sources.frame import ROWS, batches_of
from piiscan.sources.nested.table import NestedTable

WINDOW = 5 * ROWS
"""Rows decoded by one query, at most: Polars keeps every page it has mapped until the query ends."""

WINDOW_BYTES = 512 * 1024 * 1024
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
        with self.file.reading():
            lazy = pl.scan_parquet(self.file.path, glob=False, hive_partitioning=False, low_memory=True)
            lazy = lazy if names is None else lazy.select(names)
            left = self.footer.rows
            for start in range(0, max(left, 1), self._window):
                for frame in batches_of(lazy.slice(start, self._window)):
                    left -= frame.height
                    yield frame
                if left > max(self.footer.rows - start - self._window, 0):
                    raise SourceUnreadable(self.source, "has fewer rows than its footer says")

    @property
    def _window(self) -> int:
        fitting = int(WINDOW_BYTES / max(self.footer.bytes_a_row, 1))
        return max(1, min(WINDOW, fitting))
