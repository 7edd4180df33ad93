"""The pages of a column, by their headers: a reader unpacks each as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.formats.parquet.footer import Chunk, Footer, Group
from piiscan.sources.formats.parquet.thrift import Compact, Fields

PAGE = 128 << 20
"""Octets of the largest page that is unpacked: the largest that known writers make has 100 MB."""

VALUES = PAGE // 8
"""Values of the largest page that surely takes no more, however few octets say them."""

UNEVEN = 16
"""Times as long as the average row of its group that the values of a page may be, and surely be read with others."""

_SHORT, _HEADER = 256, 64 << 10
"""Octets in which a header ends, mostly and always: the smallest and the largest value may stand in it."""

_KIND, _UNPACKED, _PACKED, _FIRST, _SECOND = 1, 2, 3, 5, 8
_VALUES, _ENCODING = 1, {_FIRST: 2, _SECOND: 4}
_DATA = {0: _FIRST, 3: _SECOND}
"""Kinds of pages that hold data, of two versions, and where each says what is in it."""

_DELTA = 7
"""DELTA_BYTE_ARRAY: of each value what it shares with the one before is only counted."""


class _TooLarge(Exception):
    """A page of more than PAGE."""


class Page(NamedTuple):
    """What the header of one says; a dictionary has no values of its own."""

    octets: int
    values: int
    encoding: int | None


def doubtful(stream: BinaryIO, footer: Footer, source: str) -> bool:
    """Whether some pages may unfold to more than is known here. Raises SourceUnreadable for one of more than PAGE."""
    try:
        groups = [group for group in footer.groups if group.rows]
        return any([_unfolds(stream, chunk, group) for group in groups for chunk in group.chunks])
    except _TooLarge:
        raise SourceUnreadable(source, f"a value or page of more than {PAGE >> 20} MiB") from None
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        raise SourceUnreadable(source, "its pages are damaged") from None


def _unfolds(stream: BinaryIO, chunk: Chunk, group: Group) -> bool:
    found, octets = False, 0
    for page in _pages(stream, chunk):
        if page.octets > PAGE:
            raise _TooLarge
        octets += page.octets
        found |= page.encoding == _DELTA or page.values > VALUES or _uneven(page, group)
    return found or octets > chunk.unpacked


def _uneven(page: Page, group: Group) -> bool:
    """Whether a part of the group, cut as if all rows were alike, may hold far more than others."""
    cut = group.octets > PAGE
    return cut and page.values > 0 and page.octets * group.rows > UNEVEN * page.values * group.octets


def _pages(stream: BinaryIO, chunk: Chunk) -> Iterator[Page]:
    at = chunk.start
    while at < chunk.start + chunk.packed:
        header, length = _header(stream, at)
        told = _DATA.get(header[_KIND])
        data = header[told] if told else {}
        yield Page(header[_UNPACKED], data.get(_VALUES, 0), data[_ENCODING[told]] if told else None)
        at += length + max(header[_PACKED], 0)


def _header(stream: BinaryIO, at: int) -> tuple[Fields, int]:
    """The fields, and how many octets they take."""
    for size in (_SHORT, _HEADER):
        stream.seek(at)
        reader = Compact(stream.read(size))
        try:
            return reader.struct(), reader.at
        except (IndexError, ValueError):
            continue
    raise ValueError("no header")
