"""The smallest binary workbooks that spreadsheet programs open: BIFF8 records ([MS-XLS]) in a compound file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from struct import pack
from typing import NamedTuple

SECTOR = 512
END, FAT_SECTOR, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
ENTRIES = SECTOR // 4


class Formula(NamedTuple):
    """A stored value, and the tokens behind it."""

    value: str | float
    tokens: bytes
    behind: bytes = b""


class Rk(NamedTuple):
    """A number as it is packed into four bytes."""

    packed: int


Value = str | float | bool | dt.date | Formula | Rk | None
Rows = Sequence[Sequence[Value]]


def xls(sheets: Mapping[str, Rows], *, hidden: str = "", extra: bytes = b"", **streams: bytes) -> bytes:
    """A workbook of texts and numbers; `extra` are records of its first part, `streams` stand beside it."""
    return compound({"Workbook": workbook(sheets, hidden, extra), **streams})


def record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def workbook(sheets: Mapping[str, Rows], hidden: str, extra: bytes) -> bytes:
    bodies = [_begin(0x10) + b"".join(_rows(rows)) + record(0x0A) for rows in sheets.values()]
    at = len(_globals(sheets, hidden, [0] * len(sheets), extra))
    places = []
    for body in bodies:
        places.append(at)
        at += len(body)
    return _globals(sheets, hidden, places, extra) + b"".join(bodies)


def _globals(sheets: Mapping[str, Rows], hidden: str, places: list[int], extra: bytes) -> bytes:
    listed = (
        record(0x85, pack("<IBB", place, int(name == hidden), 0) + short(name))
        for name, place in zip(sheets, places, strict=True)
    )
    styles = b"".join(record(0xE0, pack("<HH", 0, number) + bytes(16)) for number in (0, 14, 164))
    formats = record(0x41E, pack("<HHB", 164, 11, 0) + b"[hh]:mm:ss ")
    return _begin(0x05) + extra + formats + styles + b"".join(listed) + record(0x0A)


def short(text: str) -> bytes:
    """A text whose length is one byte."""
    return pack("<BB", len(text), 1) + text.encode("utf-16-le")


def _begin(kind: int) -> bytes:
    return record(0x809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def _rows(rows: Rows) -> list[bytes]:
    return [_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value is not None]


def _cell(row: int, column: int, value: Value) -> bytes:
    place = pack("<HHH", row, column, 1 if isinstance(value, dt.date) else 0)
    match value:
        case str():
            return record(0x204, place + pack("<HB", len(value), 1) + value.encode("utf-16-le"))
        case Formula():
            return _formula(place, value)
        case Rk():
            return record(0x27E, place + pack("<I", value.packed))
        case bool():
            return record(0x205, place + pack("<BB", value, 0))
        case dt.date():
            return record(0x203, place + pack("<d", (value - dt.date(1899, 12, 30)).days))
    return record(0x203, place + pack("<d", value))


def _formula(place: bytes, formula: Formula) -> bytes:
    text = isinstance(formula.value, str)
    value = bytes(6) + b"\xff\xff" if text else pack("<d", formula.value)
    parsed = pack("<H", len(formula.tokens)) + formula.tokens + formula.behind
    result = pack("<HB", len(formula.value), 1) + formula.value.encode("utf-16-le") if text else b""
    return record(0x06, place + value + bytes(6) + parsed) + (record(0x207, result) if text else b"")


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams, each padded so that it is not a small one."""
    padded = {
        name: content.ljust(-(-max(len(content), 4096) // SECTOR) * SECTOR, b"\0") for name, content in streams.items()
    }
    total = sum(len(content) for content in padded.values()) // SECTOR
    tables = next(n for n in range(1, 110) if n * ENTRIES >= n + 1 + total)
    fat, directory, first = [FAT_SECTOR] * tables + [END], [_entry("Root Entry", 5, END, 0)], tables + 1
    for name, content in padded.items():
        sectors = len(content) // SECTOR
        directory.append(_entry(name, 2, first, len(content)))
        fat += [*range(first + 1, first + sectors), END]
        first += sectors
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, tables, tables, 0, 4096, END, 0, END, 0)
    header += pack("<109I", *range(tables), *[FREE] * (109 - tables))
    table = b"".join(pack("<I", entry) for entry in fat).ljust(tables * SECTOR, b"\xff")
    return header + table + b"".join(directory).ljust(SECTOR, b"\0") + b"".join(padded.values())


def _entry(name: str, kind: int, first: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    links = pack("<III", FREE, FREE, 1 if kind == 5 else FREE)
    return (
        encoded.ljust(64, b"\0")
        + pack("<HBB", len(encoded), kind, 1)
        + links
        + bytes(36)
        + pack("<III", first, size, 0)
    )
