"""Office Open XML workbooks (ECMA-376): .xlsx, and .xlsm with its macros left aside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.cells import Cells
from piiscan.sources.formats.workbook.forms import Forms
from piiscan.sources.formats.workbook.markup import parsed
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.reader import Lines, Listed, NewSheet
from piiscan.sources.formats.workbook.shown import forms_of
from piiscan.sources.formats.workbook.texts import lines
from piiscan.sources.formats.workbook.xlsx import parts
from piiscan.sources.formats.workbook.xlsx.book import book
from piiscan.sources.formats.workbook.xlsx.strings import Strings
from piiscan.sources.formats.workbook.xlsx.styles import number_formats
from piiscan.sources.formats.workbook.xlsx.worksheet import Worksheet
from piiscan.sources.formats.workbook.xlsx.writing import write


class Xlsx:
    """Raises what broken files make it raise: see `faults`."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._book = book(package, part)
        self._with_macros = parts.has_macros(package, part)
        self.format = "xlsm" if self._with_macros else "xlsx"
        self._forms = Forms()
        self._styles = forms_of(number_formats(package, self._book.styles), self._forms)
        self._strings = Strings(package, self._book.strings)

    def sheets(self) -> list[Listed]:
        return self._book.sheets

    def cells(self, number: int, source: str) -> tuple[Cells, Aside]:
        worksheet = Worksheet(self._strings, self._styles, self._book.days)
        with self._package.open(self._book.sheets[number].part) as stream:
            return Cells(parsed(stream, worksheet), source), worksheet.aside

    def texts(self) -> Iterator[tuple[str, Lines]]:
        for part in parts.with_text(self._package, self._own()):
            yield part, parts.reading(self._package, part)
        if self._book.strings is not None:
            yield self._book.strings, lambda: iter(lines(self._strings.unseen()))

    def unread(self) -> Iterator[tuple[str, str]]:
        return parts.unread(self._package, self._own())

    def write(self, sheets: Iterator[NewSheet], stream: BinaryIO) -> None:
        write(sheets, list(self._forms), self._with_macros, stream)

    def _own(self) -> set[str]:
        """Parts that are read as cells."""
        own = [self._book.strings, self._book.styles, *(sheet.part for sheet in self._book.sheets)]
        return {part.lower() for part in own if part is not None}
