"""The records of a binary workbook ([MS-XLS] 2.3), one after the other, and which of them are not read."""

from __future__ import annotations

import struct
from collections.abc import Iterator

BEGIN, END = 0x809, 0x0A
"""Around the workbook's own records, those of each sheet, and those of each chart within a sheet."""
_FILEPASS = 0x2F
_BESIDE = {
    0x1C: "comments",
    0x1B6: "text boxes",
    0x14: "headers and footers",
    0x15: "headers and footers",
    0x1BE: "data validations",
    0x1B8: "hyperlinks",
    0x18: "defined names",
    0xEB: "pictures and drawings",
    0xC6: "pivot caches",
    0x23: "external names",
    0xD3: "macros",
}
_EMPTY = {0x14, 0x15}
"""Records that stand in every workbook, and say something only if they have a body."""


def is_encrypted(stream: bytes) -> bool:
    """Whether all but the heads of the records is unreadable without a password."""
    return any(kind == _FILEPASS for kind, _ in records(stream))


def beside(stream: bytes) -> list[str]:
    """The kinds of text in the workbook that are not in its cells."""
    found = {kind for kind, body in records(stream) if kind in _BESIDE and (body or kind not in _EMPTY)}
    return sorted({_BESIDE[kind] for kind in found})


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Kind and body of each record."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        yield kind, stream[at : at + size]
        at += size


def text_at(body: bytes, at: int, length: int) -> str:
    """A text of so many UTF-16 units, its flags first: their high bytes are left out where all are zero."""
    wide = body[at] & 1
    characters = body[at + 1 : at + 1 + (length << wide)]
    return characters.decode("utf-16-le" if wide else "latin-1")
