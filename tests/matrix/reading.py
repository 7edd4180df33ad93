"""What piiscan reads in a file, column by column and text by text, for tests to compare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from piiscan.model.table import Document, Table
from piiscan.model.text import as_text
from piiscan.pipeline.opening import opened
from piiscan.sources import ReadOptions


class Place(NamedTuple):
    """Where values stand; a text has no column, its values are lines."""

    key: str
    column: str | None
    values: list[str | None]

    def held(self, wanted: set[str]) -> set[str]:
        """Those of the wanted values that stand here."""
        if self.column is not None:
            return wanted.intersection(self.values)
        text = "".join(line or "" for line in self.values)
        return {value for value in wanted if value in text}


def places(path: Path, options: ReadOptions | None = None) -> Iterator[Place]:
    for item in opened(path, options or ReadOptions()):
        if isinstance(item, Document):
            yield Place(item.key, None, [line for part in item.parts() for line in part])
        elif isinstance(item, Table):
            read = as_text(pl.concat(item.batches()))
            yield from (Place(item.key, column.name, _flat(column)) for column in read)


def named(path: Path, name: str, options: ReadOptions | None = None) -> list[list[str | None]]:
    """The values of every column of this name, and of every path that ends in it."""
    return [found.values for found in places(path, options) if (found.column or "").endswith(name)]


def _flat(column: pl.Series) -> list[str | None]:
    return (column.explode() if isinstance(column.dtype, pl.List) else column).to_list()
