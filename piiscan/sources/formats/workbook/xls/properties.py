"""Properties of a document in a compound file: title, author, and what people add of their own ([MS-OLEPS])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

STREAMS = frozenset({"\x05SummaryInformation", "\x05DocumentSummaryInformation"})
_DICTIONARY, _CODE_PAGE = 0, 1
_BYTES, _WIDE = 0x1E, 0x1F
_NUMBERS = {0x03: "<i", 0x05: "<d"}
_SILENT = frozenset({0x00, 0x01, 0x02, 0x04, 0x06, 0x07, 0x0A, 0x0B, *range(0x10, 0x18), 0x40, 0x47, 0x48})
"""Switches, times, numbers too short to name anybody, and a small picture of cells that are read anyway."""
_SHEETS = frozenset({0x100C, 0x101E, 0x101F})
"""Lists: the names of sheets, and how many there are of what kind."""
_UTF_16 = 1200


def told(stream: bytes) -> Iterator[str]:
    """Raises ValueError, struct.error, LookupError for broken properties, and for kinds of them that are not known."""
    order, sets = struct.unpack_from("<H22xI", stream)
    if order != 0xFFFE:
        raise ValueError("not a set of properties")
    for number in range(sets):
        yield from _of_set(stream, struct.unpack_from("<I", stream, 44 + 20 * number)[0])


def _of_set(stream: bytes, start: int) -> Iterator[str]:
    count = struct.unpack_from("<I", stream, start + 4)[0]
    listed = stream[start + 8 : start + 8 + 8 * count]
    places = {number: start + offset for number, offset in struct.iter_unpack("<II", listed)}
    page = struct.unpack_from("<H", stream, places[_CODE_PAGE] + 4)[0] if _CODE_PAGE in places else 1252
    for number, at in places.items():
        if number == _DICTIONARY:
            yield from _names(stream, at, page)
        else:
            yield from _value(stream, at, page)


def _value(stream: bytes, at: int, page: int) -> Iterator[str]:
    kind = struct.unpack_from("<H", stream, at)[0]
    if kind in (_BYTES, _WIDE):
        size = struct.unpack_from("<I", stream, at + 4)[0] << (kind == _WIDE)
        yield _text(stream[at + 8 : at + 8 + size], _UTF_16 if kind == _WIDE else page)
    elif kind in _NUMBERS:
        yield f"{struct.unpack_from(_NUMBERS[kind], stream, at + 4)[0]:.15g}"
    elif kind not in _SILENT | _SHEETS:
        raise ValueError("a property of a kind that is not known")


def _names(stream: bytes, at: int, page: int) -> Iterator[str]:
    """What people have called their properties; each name is as long as it says, those in UTF-16 are padded."""
    count = struct.unpack_from("<I", stream, at)[0]
    at += 4
    for _ in range(count):
        size = struct.unpack_from("<I", stream, at + 4)[0] << (page == _UTF_16)
        yield _text(stream[at + 8 : at + 8 + size], page)
        at += 8 + (size + -size % 4 if page == _UTF_16 else size)


def _text(encoded: bytes, page: int) -> str:
    encoding = {_UTF_16: "utf-16-le", 65001: "utf-8", 10000: "mac_roman"}.get(page, f"cp{page}")
    return encoded.decode(encoding).rstrip("\0")
