"""The workbook's own records: where its sheets are, how it counts days, how its cells show numbers."""

from __future__ import annotations

import struct
from typing import NamedTuple

from piiscan.sources.formats.workbook.moments import SINCE_1904
from piiscan.sources.formats.workbook.shown import BUILT_IN
from piiscan.sources.formats.workbook.xls.records import END, records, text_at

_SHEET, _DATES, _FORMAT, _STYLE = 0x85, 0x22, 0x41E, 0xE0
"""BoundSheet8, Date1904, Format and XF ([MS-XLS] 2.4.28, 2.4.77, 2.4.126, 2.4.353)."""


class Book(NamedTuple):
    """`sheets` says where the records of each begin; `codes` are the number formats of the styles of cells."""

    sheets: dict[str, int]
    days: int
    codes: list[str]


def book(stream: bytes) -> Book:
    """Raises ValueError, struct.error, LookupError for a broken one."""
    sheets: dict[str, int] = {}
    days, formats, styles = 0, dict(BUILT_IN), list[int]()
    for kind, body in records(stream):
        if kind == END:
            break
        if kind == _SHEET:
            sheets[text_at(body, 7, body[6])] = struct.unpack_from("<I", body)[0]
        elif kind == _DATES:
            days = SINCE_1904 if body[0] else 0
        elif kind == _FORMAT:
            number, length = struct.unpack_from("<HH", body)
            formats[number] = text_at(body, 4, length)
        elif kind == _STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
    return Book(sheets, days, [formats.get(number, "") for number in styles])
