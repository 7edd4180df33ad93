"""What the footer of a Parquet file declares, read before any reader trusts it.

The numbers are those of the fields in Apache Parquet's `parquet.thrift`.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any, Literal

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.parquet.thrift import Compact, Fields
from piiscan.sources.nested import TooDeep
from piiscan.sources.paths import DEEPEST

MAGIC = b"PAR1"
LARGEST = 1 << 30
"""Bytes of a footer: readers hold all of it in memory, several times over."""

_SCHEMA, _ROWS, _GROUPS = 2, 3, 4
_NAME, _CHILDREN = 4, 5
_COLUMNS, _GROUP_BYTES, _GROUP_ROWS = 1, 2, 3
_META, _CRYPTO, _CODEC = 3, 8, 4
_LEVELS = 3
"""Schema elements of one level of nesting, at most: a list is a group, a repeated group and its element."""

Codec = Literal["uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4"]
_CODECS: dict[int, Codec] = {0: "uncompressed", 1: "snappy", 2: "gzip", 4: "brotli", 5: "lz4", 6: "zstd", 7: "lz4"}
OTHERWISE: Codec = "zstd"
"""For LZO, which nothing writes any more, and for files without a row."""


@dataclass(frozen=True, slots=True)
class Footer:
    """`bytes_a_row` uncompressed, by the first group of rows."""

    rows: int
    codec: Codec
    bytes_a_row: float


def footer(file: SourceFile) -> Footer:
    """Read it as far as its first group of rows. Raises SourceUnreadable."""
    try:
        declared, group = _parsed(_bytes(file))
        _refuse_encrypted(file, group)
        _refuse_schema(file, declared[_SCHEMA])
        return Footer(operator.index(declared[_ROWS]), _codec(group), _bytes_a_row(group))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise SourceUnreadable(file.source, "its footer is damaged or cut off") from None
    except TooDeep as deep:
        raise SourceUnreadable(file.source, str(deep)) from None


def _bytes(file: SourceFile) -> bytes:
    with file.open() as stream:
        stream.seek(-8, 2)
        tail = stream.read(8)
        length = int.from_bytes(tail[:4], "little")
        if tail[4:] != MAGIC or length > min(LARGEST, file.stamp.size - 8):
            raise ValueError("no footer")
        stream.seek(-8 - length, 2)
        return stream.read(length)


def _parsed(data: bytes) -> tuple[Fields, Fields]:
    """The fields before the groups of rows, and the first group."""
    reader = Compact(data)
    declared: Fields = {}
    for number, kind in reader.fields():
        if number == _GROUPS:
            size, _ = reader.list_head()
            return declared, reader.struct() if size else {}
        declared[number] = reader.value(kind)
    return declared, {}


def _refuse_encrypted(file: SourceFile, group: Fields) -> None:
    if any(_CRYPTO in chunk for chunk in group.get(_COLUMNS, [])):
        raise SourceUnreadable(file.source, "has encrypted columns: decrypt it first")


def _refuse_schema(file: SourceFile, elements: list[Fields]) -> None:
    """Before a reader follows it, which may overflow its stack."""
    open_groups = [elements[0].get(_CHILDREN, 0)]
    names: set[Any] = set()
    for element in elements[1:]:
        while open_groups and not open_groups[-1]:
            open_groups.pop()
        open_groups[-1] -= 1
        if len(open_groups) == 1:
            if element[_NAME] in names:
                raise SourceUnreadable(file.source, "two of its columns have the same name: rename one")
            names.add(element[_NAME])
        if children := element.get(_CHILDREN, 0):
            open_groups.append(children)
        if len(open_groups) > _LEVELS * DEEPEST:
            raise TooDeep


def _bytes_a_row(group: Fields) -> float:
    return float(group.get(_GROUP_BYTES, 0)) / max(int(group.get(_GROUP_ROWS, 1)), 1)


def _codec(group: Fields) -> Codec:
    """That of the first compressed column: small columns are often left as they are."""
    found = [chunk.get(_META, {}).get(_CODEC) for chunk in group.get(_COLUMNS, [])]
    return _CODECS.get(next((codec for codec in found if codec), 0 if found else -1), OTHERWISE)
