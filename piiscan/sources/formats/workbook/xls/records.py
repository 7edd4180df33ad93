"""The records of a binary workbook, as far as they tell what it holds beside its cells ([MS-XLS] 2.3)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

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
    return any(kind == _FILEPASS for kind, _ in _records(stream))


def beside(stream: bytes) -> list[str]:
    """The kinds of text in the workbook that are not in its cells."""
    found = {kind for kind, size in _records(stream) if kind in _BESIDE and (size or kind not in _EMPTY)}
    return sorted({_BESIDE[kind] for kind in found})


def _records(stream: bytes) -> Iterator[tuple[int, int]]:
    """Kind and size of each record."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield kind, size
        at += 4 + size
