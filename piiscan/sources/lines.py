"""Lines that are made one by one, as the parts of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import polars as pl

LINES = 20_000
"""Lines of a batch."""


def in_parts(lines: Iterable[str]) -> Iterator[pl.Series]:
    """The lines in order, LINES at a time (Series of String)."""
    rest = iter(lines)
    while batch := list(islice(rest, LINES)):
        yield pl.Series("line", batch, dtype=pl.String)
