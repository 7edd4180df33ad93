"""FlatBuffers, as far as the metadata of Arrow needs them: tables whose fields are found by number."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Buffer:
    """A table in a buffer. Methods raise ValueError for offsets that lead out of it."""

    data: bytes
    at: int

    @staticmethod
    def root(data: bytes) -> Buffer:
        return Buffer(data, _number("<I", data, 0))

    def number(self, field: int, layout: str, otherwise: int = 0) -> int:
        """A scalar, as `struct` lays it out."""
        place = self._place(field)
        return otherwise if place is None else _number(layout, self.data, place)

    def table(self, field: int) -> Buffer | None:
        place = self._place(field)
        return None if place is None else Buffer(self.data, self._behind(place))

    def text(self, field: int) -> str:
        place = self._place(field)
        if place is None:
            return ""
        start, size = self._vector(place, 1)
        return self.data[start : start + size].decode()

    def tables(self, field: int) -> Iterator[Buffer]:
        place = self._place(field)
        start, size = (0, 0) if place is None else self._vector(place, 4)
        return (Buffer(self.data, self._behind(start + 4 * n)) for n in range(size))

    def structs(self, field: int, layout: str) -> list[tuple[int, ...]]:
        place = self._place(field)
        width = struct.calcsize(layout)
        start, size = (0, 0) if place is None else self._vector(place, width)
        return [struct.unpack_from(layout, self.data, start + width * n) for n in range(size)]

    def _place(self, field: int) -> int | None:
        """Where a field lies; None where the table leaves it out."""
        vtable = self.at - _number("<i", self.data, self.at)
        if 4 + 2 * field >= _number("<H", self.data, vtable):
            return None
        offset = _number("<H", self.data, vtable + 4 + 2 * field)
        return self.at + offset if offset else None

    def _behind(self, place: int) -> int:
        return place + _number("<I", self.data, place)

    def _vector(self, place: int, width: int) -> tuple[int, int]:
        """Where the elements begin, and how many there are."""
        start = self._behind(place)
        size = _number("<I", self.data, start)
        if size * width > len(self.data) - start - 4:
            raise ValueError("a vector leads out of its buffer")
        return start + 4, size


def _number(layout: str, data: bytes, place: int) -> int:
    if place < 0 or place + struct.calcsize(layout) > len(data):
        raise ValueError("an offset leads out of its buffer")
    return int(struct.unpack_from(layout, data, place)[0])
