"""The compact protocol of Apache Thrift, as far as the footer of a Parquet file needs it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

DEEPEST = 32
"""Levels of structs in structs; a footer has eight."""

TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, MAP, STRUCT = 1, 2, 3, 7, 8, 9, 10, 11, 12
_INTEGERS = {4, 5, 6}

Fields = dict[int, Any]


class Compact:
    """A reader that moves on over bytes; `at` is the next one.

    Every method raises ValueError or IndexError for what is not the protocol.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0
        self._depth = 0

    def struct(self) -> Fields:
        """Field number -> value."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ValueError("structs nested too deep")
        found = {number: self.value(kind) for number, kind in self.fields()}
        self._depth -= 1
        return found

    def fields(self) -> Iterator[tuple[int, int]]:
        """Number and type of each field; the caller takes its value before it goes on."""
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._integer()
            yield number, head & 15

    def value(self, kind: int) -> Any:
        if kind in (TRUE, FALSE):
            return kind == TRUE
        if kind in _INTEGERS:
            return self._integer()
        if kind == BINARY:
            return self._bytes(self._varint())
        if kind in (LIST, SET):
            size, inner = self.list_head()
            return [self._element(inner) for _ in range(size)]
        if kind == STRUCT:
            return self.struct()
        if kind in (BYTE, DOUBLE):
            return self._bytes(1 if kind == BYTE else 8)
        raise ValueError("unknown type")

    def list_head(self) -> tuple[int, int]:
        """How many elements a list has, and their type."""
        head = self._byte()
        size = head >> 4 if head >> 4 < 15 else self._varint()
        if size > len(self._data):
            raise ValueError("more elements than bytes")
        return size, head & 15

    def _element(self, kind: int) -> Any:
        return self._byte() == TRUE if kind in (TRUE, FALSE) else self.value(kind)

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _bytes(self, length: int) -> bytes:
        self.at += length
        if self.at > len(self._data):
            raise ValueError("cut short")
        return self._data[self.at - length : self.at]

    def _varint(self) -> int:
        result = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            result |= (byte & 127) << shift
            if byte < 128:
                return result
        raise ValueError("an integer too long")

    def _integer(self) -> int:
        zigzag = self._varint()
        return (zigzag >> 1) ^ -(zigzag & 1)
