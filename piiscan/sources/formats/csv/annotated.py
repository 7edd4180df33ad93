"""Files that hold more than a table: titles and comments, which are a text, and rows that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import Document, Table
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.lines import in_parts

Delimited = RegularTable | RaggedTable


@dataclass(frozen=True, slots=True)
class Comments:
    """What stands above and among the rows; a part is a line, or a title as it was written."""

    table: Delimited

    @property
    def source(self) -> str:
        return f"{self.table.source}!comments"

    @property
    def key(self) -> str:
        return f"{self.table.key}!comments"

    @property
    def format(self) -> str:
        return "text"

    def parts(self) -> Iterator[pl.Series]:
        return in_parts(chain(self.table.layout.texts, self.table.comments()))


@dataclass(frozen=True, slots=True)
class _AroundTable:
    """The table has the key of the file, so that a plan for it outlives a comment."""

    table: Delimited

    @property
    def source(self) -> str:
        return self.table.source

    @property
    def key(self) -> str:
        return self.table.key


@dataclass(frozen=True, slots=True)
class DamagedCsv(_AroundTable):
    """What can be read of a table, and what cannot: it is scanned, but no copy of it is written."""

    commented: bool
    gaps: tuple[Incomplete, ...]

    @property
    def format(self) -> str:
        return "damaged csv"

    def members(self) -> Iterator[Table | Document | Incomplete]:
        yield self.table
        if self.commented:
            yield Comments(self.table)
        yield from self.gaps


@dataclass(frozen=True, slots=True)
class CommentedCsv(_AroundTable):
    """A table and its comments."""

    @property
    def format(self) -> str:
        return "csv"

    @property
    def file(self) -> SourceFile:
        return self.table.file

    def members(self) -> Iterator[Table | Document | Incomplete]:
        yield self.table
        yield Comments(self.table)

    def write(self, masked: Callable[[Table | Document], Iterator[Any]], stream: BinaryIO) -> None:
        """Raises OutputFailed."""
        self.table.write(masked(self.table), stream, (line for part in masked(Comments(self.table)) for line in part))
