"""The smallest binary workbooks that spreadsheet programs open: BIFF8 records ([MS-XLS]) in a compound file."""

from __future__ import annotations

from struct import pack

SECTOR = 512
END, FAT_SECTOR, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def xls(sheets: dict[str, list[list[str | float]]], *, hidden: str = "", extra: bytes = b"", **streams: bytes) -> bytes:
    """A workbook of texts and numbers; `extra` are records of its first part, `streams` stand beside it."""
    return compound({"Workbook": workbook(sheets, hidden, extra), **streams})


def record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def workbook(sheets: dict[str, list[list[str | float]]], hidden: str, extra: bytes) -> bytes:
    bodies = [_begin(0x10) + b"".join(_rows(rows)) + record(0x0A) for rows in sheets.values()]
    at = len(_globals(sheets, hidden, [0] * len(sheets), extra))
    places = []
    for body in bodies:
        places.append(at)
        at += len(body)
    return _globals(sheets, hidden, places, extra) + b"".join(bodies)


def _globals(sheets: dict[str, list[list[str | float]]], hidden: str, places: list[int], extra: bytes) -> bytes:
    listed = (
        record(0x85, pack("<IBB", place, int(name == hidden), 0) + pack("<BB", len(name), 1) + name.encode("utf-16-le"))
        for name, place in zip(sheets, places, strict=True)
    )
    return _begin(0x05) + extra + b"".join(listed) + record(0x0A)


def _begin(kind: int) -> bytes:
    return record(0x809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def _rows(rows: list[list[str | float]]) -> list[bytes]:
    return [_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)]


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return record(0x204, place + pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return record(0x203, place + pack("<d", value))


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of streams, each padded so that it is not a small one."""
    padded = {
        name: content.ljust(-(-max(len(content), 4096) // SECTOR) * SECTOR, b"\0") for name, content in streams.items()
    }
    fat, directory, first = [FAT_SECTOR, END], [_entry("Root Entry", 5, END, 0)], 2
    for name, content in padded.items():
        sectors = len(content) // SECTOR
        directory.append(_entry(name, 2, first, len(content)))
        fat += [*range(first + 1, first + sectors), END]
        first += sectors
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + pack("<I", 0) + pack("<I", FREE) * 108
    table = b"".join(pack("<I", entry) for entry in fat).ljust(SECTOR, b"\xff")
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
