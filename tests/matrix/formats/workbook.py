"""Workbooks: shared and inline strings, typed cells, a merged header, sheets that nobody sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import openpyxl
import polars as pl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.sources.binary_workbook import xls

Write = Callable[[pl.DataFrame, Path], None]
HALF = 100
PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
NAMES = "urn:oasis:names:tc:opendocument:xmlns"


def _book() -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    book.properties.creator = None
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


def _fill(sheet: Worksheet, people: pl.DataFrame, top: int = 1, left: int = 1, header: bool = True) -> None:
    rows = [*([people.columns] if header else []), *people.iter_rows()]
    for number, row in enumerate(rows, top):
        for column, value in enumerate(row, left):
            if value is not None:
                sheet.cell(number, column).value = value
                if isinstance(value, str):
                    sheet.cell(number, column).data_type = "s"


def _shared(people: pl.DataFrame, path: Path) -> None:
    book, sheet = _book()
    _fill(sheet, people)
    book.save(path)


def _inline(people: pl.DataFrame, path: Path) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet = book.add_worksheet("客户")
        for number, row in enumerate([people.columns, *people.iter_rows()]):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write_string(number, column, value)


def _typed(people: pl.DataFrame, path: Path) -> None:
    """Mobile numbers are numbers, and dates are dates."""
    book, sheet = _book()
    _fill(sheet, people.with_columns(pl.col("mobile").cast(pl.Int64), pl.col("birth_date").str.to_date()))
    assert isinstance(sheet.cell(2, people.columns.index("birth_date") + 1).value, dt.date)
    book.save(path)


def _hidden(people: pl.DataFrame, path: Path) -> None:
    """A header of two rows, away from the corner; everybody again in a sheet that no menu shows."""
    book, sheet = _book()
    _fill(sheet, people[:HALF].drop("kept", strict=False), top=4, left=3)
    for first, last, text in ((3, 7, "客户"), (8, 2 + people.width, "其他信息")):
        sheet.cell(3, first).value = text
        sheet.merge_cells(start_row=3, end_row=3, start_column=first, end_column=last)
    secret = book.create_sheet("old")
    secret.sheet_state = "veryHidden"
    _fill(secret, people)
    book.save(path)


def _with_macros(people: pl.DataFrame, path: Path) -> None:
    """The content type of a workbook with macros, from which they were taken."""
    plain = BytesIO()
    book, sheet = _book()
    _fill(sheet, people)
    book.save(plain)
    with ZipFile(plain) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(PLAIN, MACROS))


def _ods(people: pl.DataFrame, path: Path) -> None:
    rows = (f"<t:table-row>{''.join(map(_ods_cell, row))}</t:table-row>" for row in [people.columns, *people.rows()])
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{NAMES}:office:1.0" xmlns:t="{NAMES}:table:1.0"'
            f' xmlns:text="{NAMES}:text:1.0"><o:body><o:spreadsheet>'
            f'<t:table t:name="客户">{"".join(rows)}</t:table></o:spreadsheet></o:body>'
            "</o:document-content>",
        )


def _ods_cell(value: str | None) -> str:
    if value is None:
        return "<t:table-cell/>"
    text = escape(value).replace(" ", "<text:s/>")
    return f'<t:table-cell o:value-type="string"><text:p>{text}</text:p></t:table-cell>'


def _binary(people: pl.DataFrame, path: Path) -> None:
    """Everybody again in a sheet that is hidden."""
    again = people.drop("kept", strict=False)
    sheets = {"客户": [people.columns, *people.rows()], "old": [again.columns, *again.rows()]}
    path.write_bytes(xls(sheets, hidden="old"))


ROWS: Mapping[str, Write] = {
    "xlsx": _shared,
    "xlsx, inline strings": _inline,
    "xlsx, numbers and dates": _typed,
    "xlsx, merged header and hidden sheet": _hidden,
    "xlsm": _with_macros,
    "ods": _ods,
    "xls": _binary,
}
