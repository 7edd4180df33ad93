"""JSON inside the strings of a table of any format: its leaves become columns, as those of a JSON file are.

A column `payload` becomes `payload.$.phone` and so on; values of it that are no JSON stay in a column `payload`.
A masked copy has them laid back where they were, in a string again, by whatever format the table is written in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Document, Item, Surveyed, Table
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.embedded.strings import leaves_in
from piiscan.sources.formats.embedded.table import Nested, UnfoldedTable, named
from piiscan.sources.options import ReadOptions

PATHS = 500
"""Most paths in one column; more are keys that are data, and it stays a column of text."""

_OPENS = r"\A\s*[{\[]"
_SHARE, _SAMPLE = 0.5, 1000
"""Share of the first values of a column, and how many these are, from which it is one of JSON."""


@dataclass(frozen=True, slots=True)
class UnfoldedContainer:
    """A container whose tables are unfolded."""

    container: Any

    @property
    def source(self) -> str:
        return str(self.container.source)

    @property
    def key(self) -> str:
        return str(self.container.key)

    @property
    def format(self) -> str:
        return str(self.container.format)

    def members(self) -> Iterator[Table | Document | Container | Incomplete]:
        return map(unfolded, self.container.members())


@dataclass(frozen=True, slots=True)
class UnfoldedRefillable(UnfoldedContainer):
    """One of which masked copies are written."""

    @property
    def file(self) -> SourceFile:
        return self.container.file  # type: ignore[no-any-return]

    def write(self, masked: Callable[[Any], Iterator[Any]], stream: BinaryIO) -> None:
        def folded(member: Any) -> Iterator[Any]:
            outer = unfolded(member)
            return outer.folded(masked(outer)) if isinstance(outer, UnfoldedTable) else masked(outer)

        self.container.write(folded, stream)


def as_asked(opened: Item, options: ReadOptions) -> Item:
    """Unfolded, unless that is not wanted."""
    return unfolded(opened) if options.unfold else opened


def unfolded(opened: Item) -> Item:
    """The same table, or one with more columns; containers unfold their members, texts stay as they are."""
    if isinstance(opened, Container):
        return UnfoldedRefillable(opened) if hasattr(opened, "write") else UnfoldedContainer(opened)
    if not isinstance(opened, Table):
        return opened
    try:
        nested = _surveyed(opened)
    except SourceUnreadable:
        return opened
    return UnfoldedTable(opened, nested) if nested else opened


def _surveyed(table: Table) -> dict[str, Nested]:
    first = next(table.batches(), pl.DataFrame())
    found: dict[str, tuple[dict[str, None], bool]] = {
        name: ({}, False) for name in first.columns if is_json(first[name])
    }
    for frame in _all_of(table, list(found)) if found else ():
        for name, (paths, remainder) in list(found.items()):
            for value in frame[name].drop_nulls():
                leaf = leaves_in(value)
                paths.update(dict.fromkeys(leaf or ()))
                remainder = remainder or leaf is None
            found[name] = paths, remainder
            if len(paths) > PATHS:
                del found[name]
    taken = set(first.columns)
    return {
        name: Nested(tuple(paths), remainder)
        for name, (paths, remainder) in found.items()
        if paths and not taken.intersection(named(name, path) for path in paths)
    }


def _all_of(table: Table, columns: list[str]) -> Iterator[pl.DataFrame]:
    return table.surveyed(columns) if isinstance(table, Surveyed) else table.batches()


def is_json(column: pl.Series) -> bool:
    """Whether the first values of a column say that it is one of JSON. They are held one at a time."""
    filled = column.drop_nulls() if column.dtype == pl.String else pl.Series(dtype=pl.String)
    first = filled.head(_SAMPLE)
    likely = first.filter(first.str.contains(_OPENS))
    if not len(likely) >= max(1, _SHARE * len(first)):
        return False
    return sum(bool(leaves_in(likely[place])) for place in range(len(likely))) >= _SHARE * len(first)
