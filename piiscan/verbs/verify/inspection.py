"""What every check is: something that looks at rows of source and copy side by side, then says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import polars as pl

from piiscan.model.table import Table
from piiscan.model.verification import Check


class Inspection(Protocol):
    """One check on one table. `see` is called with frames of equal length, in order, until the rows end."""

    def see(self, source: pl.DataFrame, masked: pl.DataFrame) -> None: ...

    def check(self, copy: Table) -> Check:
        """The outcome, after the last row; `copy` may be read once more."""
        ...


def pairs(
    source: Iterator[pl.DataFrame], masked: Iterator[pl.DataFrame]
) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """The same rows of both streams, as far as both go."""
    left, right = next(source, None), next(masked, None)
    while left is not None and right is not None:
        rows = min(len(left), len(right))
        yield left.head(rows), right.head(rows)
        left = left.slice(rows) if len(left) > rows else next(source, None)
        right = right.slice(rows) if len(right) > rows else next(masked, None)
