"""A workbook as a container: one table for each sheet, hidden ones too, and the texts that stand beside them.

A masked copy is a new workbook of values: sheets in their order and visibility, cells in their types. Formulas,
comments, properties, pictures, macros and whatever else a workbook can hold are not in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, BinaryIO, NamedTuple

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import COMMENT, Document, Table
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.names import unique_names
from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.faults import readable
from piiscan.sources.formats.workbook.heading import heading
from piiscan.sources.formats.workbook.reader import Lines, Listed, NewSheet, Reader
from piiscan.sources.formats.workbook.sheet import SheetTable
from piiscan.sources.formats.workbook.texts import MemberText, lines
from piiscan.sources.targets import shown

Masked = Callable[[Table | Document], Iterator[Any]]
Member = SheetTable | MemberText | Incomplete


class Sheet(NamedTuple):
    """A sheet that was read; `table` is None where its cells could not be."""

    listed: Listed
    table: SheetTable | None
    beside: tuple[MemberText | Incomplete, ...]


class Workbook:
    """Sheets are read once, when they are asked for first."""

    def __init__(self, file: SourceFile, reader: Reader, header: bool | None) -> None:
        self.source, self.key, self.format, self.file = file.source, file.key, reader.format, file
        self._reader, self._header = reader, header

    def members(self) -> Iterator[Member]:
        if not self._listed:
            yield Incomplete(self.source, "has no sheet with cells, so no table was read")
        for sheet in self._sheets():
            if sheet.table is not None and sheet.table.columns:
                yield sheet.table
            yield from sheet.beside
        with readable(self.file, self.source):
            for part, read in self._reader.texts():
                yield from self._text(part, read)
            for part, reason in self._reader.unread():
                yield Incomplete(self._source(part), reason)

    def write(self, masked: Masked, stream: BinaryIO) -> None:
        tables = [(sheet.listed, sheet.table) for sheet in self._sheets() if sheet.table is not None]
        if not tables:
            raise OutputFailed(f"{self.source}: none of its sheets could be read, so there is nothing to write")
        self._reader.write((_new(listed, table, masked) for listed, table in tables), stream)

    def thinned(self, stays: Mapping[str, Sequence[bool]]) -> Workbook:
        """The same less rows of some sheets; `stays` has an entry for each row of these, by key."""
        thin = Workbook(self.file, self._reader, self._header)
        for number, sheet in enumerate(self._sheets()):
            table = sheet.table
            if table is not None and table.key in stays:
                table = replace(table, stays=stays[table.key])
            thin._read[number] = sheet._replace(table=table)
        return thin

    @cached_property
    def _listed(self) -> list[Listed]:
        """The sheets; where two have the same name, which no program lets happen, they are numbered."""
        with readable(self.file, self.source):
            listed = self._reader.sheets()
        names = unique_names([sheet.name for sheet in listed], len(listed), len(listed))
        return [sheet._replace(name=name) for sheet, name in zip(listed, names, strict=True)]

    @cached_property
    def _read(self) -> dict[int, Sheet]:
        return {}

    def _sheets(self) -> Iterator[Sheet]:
        for number, listed in enumerate(self._listed):
            if number not in self._read:
                self._read[number] = self._sheet(number, listed)
            yield self._read[number]

    def _sheet(self, number: int, listed: Listed) -> Sheet:
        source = self._source(listed.name)
        try:
            with readable(self.file, source):
                cells, aside = self._reader.cells(number, source)
                found = heading(cells, aside.merges, self._header)
        except SourceUnreadable as failure:
            return Sheet(listed, None, (Incomplete(failure.source, failure.reason),))
        key = f"{self.key}!{listed.name}"
        told = found.telling(sorted(cells.used), aside.formulas(found.first))
        table = SheetTable(source, key, listed.name, self.format, self.file, cells, told)
        return Sheet(listed, table, (*self._beside(listed, [*found.above, *aside.texts]), *_gaps(source, aside)))

    def _beside(self, listed: Listed, texts: list[str]) -> Iterator[MemberText | Incomplete]:
        told = lines(texts)
        return self._text(listed.part, lambda: iter(told))

    def _text(self, part: str, read: Lines) -> Iterator[MemberText | Incomplete]:
        """The text of a part, unless there is none in it."""
        source = self._source(part)

        def guarded() -> Iterator[str]:
            with readable(self.file, source):
                yield from read()

        try:
            if next(guarded(), None) is not None:
                yield MemberText(source, f"{self.key}!{part}", COMMENT, guarded)
        except SourceUnreadable as failure:
            yield Incomplete(failure.source, failure.reason)

    def _source(self, member: str) -> str:
        return f"{self.source}!{shown(member)}"


def _gaps(source: str, aside: Aside) -> Iterator[Incomplete]:
    return (Incomplete(source, reason) for reason in aside.gaps())


def _new(listed: Listed, table: SheetTable, masked: Masked) -> NewSheet:
    rows = table.masked(masked(table)) if table.columns else iter(())
    return NewSheet(table.source, listed.name, listed.state, table.area, rows)
