"""Binary workbooks of Excel 97 to 2003: .xls ([MS-XLS]). Masked copies have the form of .xlsx: nobody writes .xls.

calamine reads the texts of cells. Numbers and their forms come from the records themselves, so that a copy reads as
its source does. Formulas and properties are read besides. What else stands beside the cells is not: which kinds of it
there are is told by the records, too, and each is said to be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import Any, BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.cells import Cells, Row
from piiscan.sources.formats.workbook.forms import TEXT, Forms
from piiscan.sources.formats.workbook.reader import Lines, Listed, NewSheet
from piiscan.sources.formats.workbook.shown import forms_of
from piiscan.sources.formats.workbook.texts import lines
from piiscan.sources.formats.workbook.xls import properties
from piiscan.sources.formats.workbook.xls.book import book
from piiscan.sources.formats.workbook.xls.compound import Compound, Entry
from piiscan.sources.formats.workbook.xls.records import beside, is_encrypted
from piiscan.sources.formats.workbook.xls.values import Values
from piiscan.sources.formats.workbook.xlsx.writing import write

LARGEST = 512 << 20
"""Bytes of a workbook, which is read as a whole; Excel 2003 itself opens no larger one."""
_STATES: dict[str, Any] = {"visible": "visible", "hidden": "hidden", "veryhidden": "veryHidden"}
_SAVE = "save it as .xlsx"


class Xls:
    """A workbook in memory. Raises what broken files make it raise: see `faults`."""

    format = "xls"

    def __init__(self, file: SourceFile, compound: Compound, stream: Entry, data: bytes) -> None:
        self._file, self._data = file, data
        self._records = compound.stream(stream)
        if is_encrypted(self._records):
            raise SourceUnreadable(file.source, "is protected by a password: save it without one")
        self._book, self._forms, self._odd = book(self._records), Forms(), False
        self._shown = forms_of(self._book.codes, self._forms)
        others = [entry for entry in compound.entries if entry.kind == 2 and entry != stream]
        self._properties = {_part(e): compound.stream(e) for e in others if e.name in properties.STREAMS}
        self._streams = [_part(entry) for entry in others if entry.name not in properties.STREAMS]

    def sheets(self) -> list[Listed]:
        return [Listed(name, _STATES[sheet.visible], f"sheet {i}") for i, (name, sheet) in enumerate(self._loaded, 1)]

    def cells(self, number: int, source: str) -> tuple[Cells, Aside]:
        name, sheet = self._loaded[number]
        values = Values(self._shown, self._book.days)
        values.read(self._records, self._book.sheets[name])
        self._odd |= values.odd
        return Cells(_rows(sheet, values), source), values.aside

    def texts(self) -> Iterator[tuple[str, Lines]]:
        for part, stream in self._properties.items():
            yield part, partial(_lines, stream)

    def unread(self) -> Iterator[tuple[str, str]]:
        for what in [*beside(self._records), *(["formulas"] if self._odd else [])]:
            yield what, f"not read in .xls files: {_SAVE}"
        for name in self._streams:
            yield name, f"a part that is not read in .xls files: {_SAVE}"

    def write(self, sheets: Iterator[NewSheet], stream: BinaryIO) -> None:
        write(sheets, list(self._forms), False, stream)

    @cached_property
    def _loaded(self) -> list[tuple[str, Any]]:
        """Each sheet, with its name."""
        import fastexcel

        try:
            reader = fastexcel.read_excel(self._data)
            names = reader.sheet_names
            return [
                (name, reader.load_sheet(i, header_row=None, skip_rows=0, dtypes="string"))
                for i, name in enumerate(names)
            ]
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:  # a panic of Rust is no Exception, and its message may hold values
            raise ValueError("calamine cannot read it") from None


def recognise(file: SourceFile) -> Xls | None:
    """None for every other compound file: documents, presentations, messages."""
    if file.stamp.size > LARGEST:
        raise SourceUnreadable(file.source, f"is larger than {LARGEST >> 20} MiB: {_SAVE}")
    with file.open() as stream:
        data = stream.read()
    compound = Compound(data)
    streams = {entry.name.lower(): entry for entry in compound.entries}
    if "encryptedpackage" in streams:
        raise SourceUnreadable(file.source, "is protected by a password: save it without one")
    if (entry := streams.get("workbook")) is not None:
        return Xls(file, compound, entry, data)
    if "book" in streams:
        raise SourceUnreadable(file.source, f"a workbook of Excel 95 or older, which is not read: {_SAVE}")
    return None


def _part(entry: Entry) -> str:
    return entry.name.lstrip("\x01\x03\x05")


def _lines(stream: bytes) -> Iterator[str]:
    return iter(lines(properties.told(stream)))


def _rows(sheet: Any, values: Values) -> Iterator[Row]:
    """Texts as calamine reads them, all else as the records have it."""
    columns = [column.absolute_index for column in sheet.available_columns()]
    texts = pl.DataFrame(sheet).iter_rows()
    for position in range(max(sheet.total_height, 1 + max(values.rows, default=-1))):
        row = next(texts, ())
        cells = {n: (text, TEXT) for n, text in zip(columns, row, strict=False) if text is not None}
        yield position, [(n, *cell) for n, cell in sorted((cells | values.rows.get(position, {})).items())]
