"""Binary workbooks of Excel 97 to 2003: .xls ([MS-XLS]). Scanned; a masked copy of one is not written.

calamine reads the cells, as text. What stands beside them it does not read: a walk over the records tells which kinds
of it there are, and each is said to be missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, BinaryIO, NoReturn

import polars as pl

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.cells import Cells, Row
from piiscan.sources.formats.workbook.forms import TEXT
from piiscan.sources.formats.workbook.reader import Lines, Listed, NewSheet
from piiscan.sources.formats.workbook.xls.compound import Compound, Entry
from piiscan.sources.formats.workbook.xls.records import beside, is_encrypted

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
        self._streams = [entry.name for entry in compound.entries if entry.kind == 2 and entry != stream]

    def sheets(self) -> list[Listed]:
        return [Listed(name, _STATES[sheet.visible], f"sheet {i}") for i, (name, sheet) in enumerate(self._loaded, 1)]

    def cells(self, number: int, source: str) -> tuple[Cells, Aside]:
        _, sheet = self._loaded[number]
        return Cells(_rows(sheet), source), Aside()

    def texts(self) -> Iterator[tuple[str, Lines]]:
        return iter(())

    def unread(self) -> Iterator[tuple[str, str]]:
        for what in beside(self._records):
            yield what, f"not read in .xls files: {_SAVE}"
        for name in self._streams:
            yield name.lstrip("\x01\x03\x05"), f"a part that is not read in .xls files: {_SAVE}"

    def write(self, sheets: Iterator[NewSheet], stream: BinaryIO) -> NoReturn:
        raise UsageError(f"{self._file.source}: masked copies of .xls files are not written: {_SAVE} and mask that")

    @cached_property
    def _loaded(self) -> list[tuple[str, Any]]:
        """Each sheet, with its name."""
        import fastexcel

        try:
            reader = fastexcel.read_excel(self._data)
            names = reader.sheet_names
            return [(name, reader.load_sheet(i, header_row=None, dtypes="string")) for i, name in enumerate(names)]
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
    if (book := streams.get("workbook")) is not None:
        return Xls(file, compound, book, data)
    if "book" in streams:
        raise SourceUnreadable(file.source, f"a workbook of Excel 95 or older, which is not read: {_SAVE}")
    return None


def _rows(sheet: Any) -> Iterator[Row]:
    columns = [column.absolute_index for column in sheet.available_columns()]
    for position, row in enumerate(pl.DataFrame(sheet).iter_rows()):
        yield position, [(n, text, TEXT) for n, text in zip(columns, row, strict=True) if text is not None]
