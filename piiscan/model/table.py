"""Where data is, once a source has been opened: tables of batches, and documents of parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import polars as pl


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the source declares it. `path` is set for leaves of nested documents (`$.a[*].b`)."""

    name: str
    type: str
    path: str | None = None
    comment: str | None = None


class Table(Protocol):
    """A named stream of batches.

    Every batch has one row per record and one column per entry of `columns`, under the same name and in the
    same order. Columns keep the source's own types; CSV and JSON leaves are String. A leaf that repeats
    within a record (a path with `[*]`) is a List(String). `batches` may be called again, and yields the same.
    """

    source: str
    key: str
    name: str
    format: str
    columns: tuple[Column, ...]

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield the rows in order. Raises SourceUnreadable where the rest cannot be read."""
        ...


class Document(Protocol):
    """A text. `parts` concatenated are the whole text, line ends included; a part is a line."""

    source: str
    key: str
    format: str

    def parts(self) -> Iterator[pl.Series]:
        """Yield the parts in order, in batches (Series of String). Raises SourceUnreadable."""
        ...
