"""What the formats of typed, nested rows have in common: columns by path, and frames that come apart into them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.octets import TooLong, octets, pieces
from piiscan.model.table import Column
from piiscan.sources.allowance import RATIO
from piiscan.sources.files import SourceFile
from piiscan.sources.nested.nesting import Nesting

UNFOLDED = 4 << 30
"""Octets that the cells of any file may have: a value of a dictionary lies there once, however many rows have it."""

CELLS, CELLS_A_BYTE = 1 << 27, 1_000
"""Cells that any file may claim, and that one may for each of its bytes: runs of one value take none."""

TOO_MANY_CELLS = "claims more cells than it has room for, as a decompression bomb does"

_BOMB = f"its cells hold more than {UNFOLDED >> 30} GiB and {RATIO} times its size, as a decompression bomb does"


def most_cells(file: SourceFile) -> int:
    """Cells that a file may claim."""
    return max(CELLS, CELLS_A_BYTE * file.stamp.size)


@dataclass(frozen=True, slots=True)
class NestedTable(ABC):
    """One file, whose columns keep their types."""

    source: str
    key: str
    name: str
    format: str
    nesting: Nesting
    file: SourceFile

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.nesting.columns

    def batches(self) -> Iterator[pl.DataFrame]:
        """Raises SourceUnreadable, also where a few bytes of the file stand for very many in its cells."""
        left = max(UNFOLDED, RATIO * self.file.stamp.size)
        for frame in self.frames():
            batch = self.nesting.unnested(frame)
            try:
                rows = octets(batch)
                if (left := left - int(rows.sum())) < 0:
                    raise TooLong(_BOMB)
                yield from pieces(batch, rows)
            except TooLong as failure:
                raise SourceUnreadable(self.source, str(failure)) from None

    @abstractmethod
    def frames(self) -> Iterator[pl.DataFrame]:
        """The rows as the file nests them. Raises SourceUnreadable."""
