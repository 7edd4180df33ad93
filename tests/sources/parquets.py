"""Parquet files made by hand, page by page, so that each can claim and hold what no library would write."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PLAIN, RLE, PACKED, DELTA_LENGTH, DELTA, DICTIONARY = 0, 3, 5, 6, 7, 8
BOOLEAN, INT64, TEXT = 0, 2, 6
_GZIP = 2

Value = int | bytes | Sequence["Value"] | Mapping[int, "Value"]


class Page(NamedTuple):
    """A data page of so many values, or the dictionary of a column where `encoding` is None."""

    values: int
    encoding: int | None
    content: bytes


def parquet(
    path: Path, rows: int, column: int, pages: Sequence[Page], optional: bool = False, aside: bool = False
) -> None:
    """One column `a` of this type in one group of rows, packed with gzip.

    `aside`: the data is said to begin with the first page, but the dictionary behind it, and so the column.
    """
    body, unpacked = [b"PAR1"], 0
    for page in pages:
        packed = gzip.compress(page.content, mtime=0)
        if page.encoding is None:
            head = struct({1: 2, 2: len(page.content), 3: len(packed), 7: {1: page.values, 2: PLAIN}})
        else:
            told = {1: page.values, 2: page.encoding, 3: RLE, 4: RLE}
            head = struct({1: 0, 2: len(page.content), 3: len(packed), 5: told})
        body += [head, packed]
        unpacked += len(head) + len(page.content)
    first = len(body[1]) + len(body[2])
    data, dictionary = (4, 4 + first) if aside else (4 + first, 4) if pages[0].encoding is None else (4, None)
    meta = {
        1: column,
        2: sorted({page.encoding or PLAIN for page in pages}),
        3: [b"a"],
        4: _GZIP,
        5: rows,
        6: unpacked,
        7: sum(map(len, body)) - 4 - (first if aside else 0),
        9: data,
        **({11: dictionary} if dictionary else {}),
    }
    leaf = {1: column, 3: int(optional), 4: b"a", **({6: 0} if column == TEXT else {})}
    footer = struct({
        1: 1,
        2: [{4: b"schema", 5: 1}, leaf],
        3: rows,
        4: [{1: [{2: 4, 3: meta}], 2: unpacked, 3: rows}],
    })  # fmt: skip
    path.write_bytes(b"".join(body) + footer + len(footer).to_bytes(4, "little") + b"PAR1")


def repeated(value: int, times: int, first: int | None = None) -> bytes:
    """DELTA_BINARY_PACKED: one integer again and again, which another may stand before, in blocks of 1,024."""
    begun = value if first is None else first
    blocks = -(-(times - 1) // 1024)
    head = varint(1024) + varint(4) + varint(times) + varint(zigzag(begun))
    if begun == value:
        return head + (b"\0" + bytes(4)) * blocks
    step = value - begun
    packed = [max(step, 0), *[max(-step, 0)] * 1023]
    steps = b"".join(number.to_bytes(4, "little") for number in packed)
    return head + varint(zigzag(min(step, 0))) + bytes([32] * 4) + steps + (b"\0" + bytes(4)) * (blocks - 1)


def struct(fields: Mapping[int, Value]) -> bytes:
    """In the compact protocol of Apache Thrift; whole numbers are i32 or i64, as readers take either."""
    made, before = b"", 0
    for number, value in sorted(fields.items()):
        kind, raw = _coded(value)
        made += bytes([(number - before) << 4 | kind]) + raw
        before = number
    return made + b"\0"


def varint(value: int) -> bytes:
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + varint(rest) if rest else bytes([low])


def zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _coded(value: Value) -> tuple[int, bytes]:
    match value:
        case int():
            return 5 if abs(value) < 1 << 31 else 6, varint(zigzag(value))
        case bytes():
            return 8, varint(len(value)) + value
        case Mapping():
            return 12, struct(value)
    inner = [_coded(element) for element in value]
    head = (
        bytes([len(inner) << 4 | inner[0][0]]) if len(inner) < 15 else bytes([0xF0 | inner[0][0]]) + varint(len(inner))
    )
    return 9, head + b"".join(raw for _, raw in inner)
