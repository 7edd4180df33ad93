"""What the footer of a Parquet file declares, read before any reader trusts it.

The numbers are those of the fields in Apache Parquet's `parquet.thrift`.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

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
_UNPACKED, _PACKED, _DATA, _DICTIONARY = 6, 7, 9, 11
_LEVELS = 3
"""Schema elements of one level of nesting, at most: a list is a group, a repeated group and its element."""

Codec = Literal["uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4"]
_CODECS: dict[int, Codec] = {0: "uncompressed", 1: "snappy", 2: "gzip", 4: "brotli", 5: "lz4", 6: "zstd", 7: "lz4"}
OTHERWISE: Codec = "zstd"
"""For LZO, which nothing writes any more, and for files without a row."""


class Chunk(NamedTuple):
    """The pages of one column in a group of rows: where they lie, and the octets that they take there and unpacked."""

    start: int
    packed: int
    unpacked: int


class Group(NamedTuple):
    """A group of rows, and the octets that they take unpacked."""

    rows: int
    octets: int
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class Footer:
    """What it says of the whole file."""

    rows: int
    codec: Codec
    groups: tuple[Group, ...]


def footer(file: SourceFile) -> Footer:
    """Raises SourceUnreadable."""
    try:
        declared = _parsed(_bytes(file))
        groups = declared.get(_GROUPS, [])
        _refuse_encrypted(file, groups)
        _refuse_schema(file, declared[_SCHEMA])
        rows, found = operator.index(declared[_ROWS]), tuple(map(_group, groups))
        if sum(group.rows for group in found) != rows:
            raise ValueError("not as many rows as its groups have")
        return Footer(rows, _codec(groups[0] if groups else {}), found)
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


def _parsed(data: bytes) -> Fields:
    """All fields as far as the groups of rows."""
    reader = Compact(data)
    declared: Fields = {}
    for number, kind in reader.fields():
        declared[number] = reader.value(kind)
        if number == _GROUPS:
            break
    return declared


def _refuse_encrypted(file: SourceFile, groups: list[Fields]) -> None:
    if any(_CRYPTO in chunk for group in groups[:1] for chunk in group.get(_COLUMNS, [])):
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


def _group(group: Fields) -> Group:
    chunks = tuple(_chunk(chunk.get(_META, {})) for chunk in group.get(_COLUMNS, []))
    return Group(group[_GROUP_ROWS], max(group.get(_GROUP_BYTES, 0), sum(chunk.unpacked for chunk in chunks)), chunks)


def _chunk(meta: Fields) -> Chunk:
    """Polars begins with the dictionary, wherever the footer says it lies."""
    return Chunk(meta.get(_DICTIONARY) or meta[_DATA], meta[_PACKED], meta[_UNPACKED])


def _codec(group: Fields) -> Codec:
    """That of the first compressed column: small columns are often left as they are."""
    found = [chunk.get(_META, {}).get(_CODEC) for chunk in group.get(_COLUMNS, [])]
    return _CODECS.get(next((codec for codec in found if codec), 0 if found else -1), OTHERWISE)
