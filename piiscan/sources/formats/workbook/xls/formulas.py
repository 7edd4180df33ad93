"""What a person has written into a formula of a binary workbook, which is a row of tokens ([MS-XLS] 2.5.198)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from piiscan.sources.formats.workbook.numerals import numeral
from piiscan.sources.formats.workbook.xls.records import text_at

_SIZES = {
    **dict.fromkeys(range(0x03, 0x17), 0),
    0x01: 4, 0x02: 4, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x20: 7, 0x21: 2, 0x22: 3, 0x23: 4, 0x24: 4, 0x25: 8, 0x26: 6, 0x27: 6,
    0x28: 6, 0x29: 2, 0x2A: 4, 0x2B: 8, 0x2C: 4, 0x2D: 8, 0x39: 6, 0x3A: 6, 0x3B: 10, 0x3C: 6, 0x3D: 10,
}  # fmt: skip
"""Bytes behind each token that has always as many."""
_TEXT, _ATTRIBUTE, _NUMBER, _ARRAY, _AREAS = 0x17, 0x19, 0x1F, 0x20, 0x26
_CHOICE = 0x04
_LEAST = 7
"""Digits of a number that can be a telephone number."""


class Unreadable(Exception):
    """A token of another kind, or a formula that is cut short."""


def told(parsed: bytes) -> list[str]:
    """Texts and long numbers of a formula, given from the length of its tokens on. Raises Unreadable."""
    try:
        return list(_told(parsed))
    except (struct.error, LookupError, ValueError):
        raise Unreadable from None


def _told(parsed: bytes) -> Iterator[str]:
    at, end = 2, 2 + struct.unpack_from("<H", parsed)[0]
    behind: list[int] = []
    while at < end:
        token = parsed[at] if parsed[at] < 0x40 else 0x20 | parsed[at] & 0x1F
        at += 1
        if token == _TEXT:
            yield text_at(parsed, at + 1, parsed[at])
            at += 2 + (parsed[at] << (parsed[at + 1] & 1))
        elif token == _ATTRIBUTE:
            kind, size = struct.unpack_from("<BH", parsed, at)
            at += 3 + (2 * (size + 1) if kind & _CHOICE else 0)
        elif token == _NUMBER:
            yield from _long(parsed, at)
            at += 8
        else:
            at += _SIZES[token]
            behind += [token] if token in (_ARRAY, _AREAS) else []
    yield from _behind(parsed, end, behind)


def _behind(parsed: bytes, at: int, tokens: list[int]) -> Iterator[str]:
    """What stands behind the tokens, in their order: lists of values, and lists of areas, eight bytes each."""
    for token in tokens:
        if token == _AREAS:
            at += 2 + 8 * struct.unpack_from("<H", parsed, at)[0]
            continue
        columns, rows = struct.unpack_from("<BH", parsed, at)
        at += 3
        for _ in range((columns + 1) * (rows + 1)):
            kind, at = parsed[at], at + 1
            if kind == 2:
                length = struct.unpack_from("<H", parsed, at)[0]
                yield text_at(parsed, at + 2, length)
                at += 3 + (length << (parsed[at + 2] & 1))
                continue
            if kind == 1:
                yield from _long(parsed, at)
            at += 8


def _long(parsed: bytes, at: int) -> Iterator[str]:
    text = numeral(repr(struct.unpack_from("<d", parsed, at)[0]))
    if len(text) >= _LEAST and text.isdigit():
        yield text
