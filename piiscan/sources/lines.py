"""Lines that are made one by one, as the parts of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import polars as pl

LINES = 20_000
"""Lines of a batch."""


def in_parts(lines: Iterable[str]) -> Iterator[pl.Series]:
    """The lines in order, LINES at a time (Series of String)."""
    rest = iter(lines)
    while batch := list(islice(rest, LINES)):
        yield pl.Series("line", batch, dtype=pl.String)


@dataclass(frozen=True, slots=True)
class Lines:
    """A text that was made of something else, as a document. Each of `lines` has its line end."""

    source: str
    key: str
    format: str
    lines: tuple[str, ...]

    def parts(self) -> Iterator[pl.Series]:
        return in_parts(self.lines)
