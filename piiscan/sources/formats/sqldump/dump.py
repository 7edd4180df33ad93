"""A dump as a container: a table for each of its tables, and a text of everything that is no row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.sqldump.dialect import Dialect
from piiscan.sources.formats.sqldump.reader import Event, Rows, events
from piiscan.sources.formats.sqldump.rows import Block, Malformed, block_of
from piiscan.sources.formats.sqldump.survey import Found, Place, Survey, lines_of
from piiscan.sources.formats.sqldump.writing import Masked, rewrite
from piiscan.sources.lines import in_parts

ROWS, CELLS = 50_000, 1_000_000
"""About as many rows, and cells, are in a batch."""


TEXT = "(statements)"
"""What the member is called that holds all but the rows."""


@dataclass(frozen=True, slots=True)
class DumpTable:
    """All rows of one table, wherever they stand in the dump. Every column is String; NULL is null."""

    source: str
    key: str
    name: str
    format: str
    file: SourceFile
    dialect: Dialect
    found: Found

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(column.name, "String", comment=column.comment) for column in self.found.columns)

    def batches(self) -> Iterator[pl.DataFrame]:
        """Raises SourceUnreadable for a row that has not as many values as the table has columns."""
        schema = {column.name: pl.String() for column in self.found.columns}
        size = max(1, min(ROWS, CELLS // max(1, len(schema))))
        gathered: dict[str, list[str | None]] = {name: [] for name in schema}
        count, none = 0, True
        for names, block in self._blocks():
            for name in schema:
                gathered[name] += _values(block, names, name)
            count += block.rows
            if count >= size:
                yield pl.DataFrame(gathered, schema=schema)
                gathered, count, none = {name: [] for name in schema}, 0, False
        if count or none:
            yield pl.DataFrame(gathered, schema=schema)

    def first(self) -> pl.DataFrame:
        """The first batch."""
        return next(self.batches())

    def _blocks(self) -> Iterator[tuple[tuple[str, ...], Block]]:
        with self.file.reading(), self.file.open() as stream:
            for place in self.found.places:
                for event in _events(stream, self.dialect, place):
                    if isinstance(event, Rows) and self._is_mine(event, place):
                        names = self.found.names(event.into)
                        yield names, self._block(event, len(names))

    def _is_mine(self, rows: Rows, place: Place) -> bool:
        return place.name(rows.into.table) == self.found.name

    def _block(self, rows: Rows, width: int) -> Block:
        try:
            return block_of(rows, width, self.dialect)
        except Malformed:
            reason = f"line {rows.line} or after: a row has not as many values as the table has columns"
            raise SourceUnreadable(self.source, reason) from None


@dataclass(frozen=True, slots=True)
class DumpText:
    """What all statements without rows say in words, see `wording`; each word or comment is a line."""

    source: str
    key: str
    format: str
    file: SourceFile
    dialect: Dialect
    places: list[Place]

    def parts(self) -> Iterator[pl.Series]:
        return in_parts(self._lines())

    def _lines(self) -> Iterator[str]:
        with self.file.reading(), self.file.open() as stream:
            for event in chain.from_iterable(_events(stream, self.dialect, place) for place in self.places):
                yield from lines_of(event, self.dialect)


@dataclass(frozen=True, slots=True)
class Dump:
    """One dump of a database."""

    source: str
    key: str
    format: str
    file: SourceFile
    dialect: Dialect
    start: int
    survey: Survey

    def members(self) -> Iterator[DumpTable | DumpText | Incomplete]:
        yield from (self._member(found) for found in self.survey.tables.values())
        if self.survey.texts:
            yield DumpText(*self._called(TEXT), "sql", self.file, self.dialect, self.survey.texts)
        if self.survey.unread:
            yield Incomplete(self.source, self.survey.unread)

    def write(self, masked: Callable[[Any], Iterator[Any]], stream: BinaryIO) -> None:
        """The dump with masked values; refused where a part of it could not be read, for that would stay as it is."""
        members = list(self.members())
        for member in members:
            if isinstance(member, Incomplete):
                raise SourceUnreadable(member.source, f"{member.reason}: no masked copy is written")
        frames = {member.name: (masked(member), member.first) for member in members if isinstance(member, DumpTable)}
        parts = next((masked(member) for member in members if isinstance(member, DumpText)), iter(()))
        rewrite(self.file, self.dialect, self.survey, self.start, Masked(frames, parts), stream)

    def _member(self, found: Found) -> DumpTable | Incomplete:
        source, key = self._called(found.name)
        if found.unread:
            return Incomplete(source, found.unread)
        return DumpTable(source, key, found.name, "sql", self.file, self.dialect, found)

    def _called(self, member: str) -> tuple[str, str]:
        return f"{self.source}!{member}", f"{self.key}!{member}"


def _events(stream: BinaryIO, dialect: Dialect, place: Place) -> Iterator[Event]:
    return events(stream, dialect, place.start, place.stop, place.line)


def _values(block: Block, names: tuple[str, ...], name: str) -> list[str | None]:
    """A column of a block; null where the statement does not list it."""
    if name not in names:
        return [None] * block.rows
    return list(map(block.value, block.columns[names.index(name)]))
