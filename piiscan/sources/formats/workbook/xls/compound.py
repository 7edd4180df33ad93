"""Compound files, the small file systems that binary Office documents are ([MS-CFB])."""

from __future__ import annotations

import struct
from typing import NamedTuple

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
"""Numbers from here on are no sectors but marks."""
_ENTRY = 128


class Entry(NamedTuple):
    """A stream (kind 2) or storage (kind 1, 5 for the root) of the directory."""

    name: str
    kind: int
    first: int
    size: int


class Compound:
    """The streams of a file that is in memory. Raises ValueError or struct.error for a broken one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        directory, self._cutoff, small, difat = (struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60, 68))
        if not (shift in (9, 12) and small_shift == 6):
            raise ValueError("no such sector size")
        self._size, self._small_size = 1 << shift, 1 << small_shift
        self._next = self._table(self._allocation(difat))
        self.entries = [entry for entry in map(self._entry, _cut(self._chain(directory), _ENTRY)) if entry.kind]
        (root,) = (entry for entry in self.entries if entry.kind == 5)
        self._small = self._chain(root.first)
        self._small_next = struct.unpack(f"<{len(table := self._chain(small)) // 4}I", table)

    def stream(self, entry: Entry) -> bytes:
        if entry.size >= self._cutoff:
            return self._chain(entry.first)[: entry.size]
        pieces: list[bytes] = []
        sector = entry.first
        while sector < _END and len(pieces) <= len(self._small_next):
            pieces.append(self._small[sector * self._small_size : (sector + 1) * self._small_size])
            sector = self._small_next[sector]
        return b"".join(pieces)[: entry.size]

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _allocation(self, difat: int) -> list[int]:
        """The sectors of the allocation table: 109 in the header, the rest in a chain of their own."""
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        while difat < _END and len(sectors) * self._size <= len(self._data) + 109 * self._size:
            *more, difat = struct.unpack(f"<{self._size // 4}I", self._sector(difat))
            sectors += more
        return [sector for sector in sectors if sector < _END]

    def _table(self, sectors: list[int]) -> tuple[int, ...]:
        table = b"".join(map(self._sector, sectors))
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _chain(self, sector: int) -> bytes:
        pieces: list[bytes] = []
        while sector < _END:
            if len(pieces) > len(self._next):
                raise ValueError("a chain without end")
            pieces.append(self._sector(sector))
            sector = self._next[sector]
        return b"".join(pieces)

    def _entry(self, raw: bytes) -> Entry:
        length, kind = struct.unpack_from("<HB", raw, 64)
        first, size = struct.unpack_from("<II", raw, 116)
        return Entry(raw[: max(length - 2, 0)].decode("utf-16-le", "replace"), kind, first, size)


def _cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data) - size + 1, size)]
