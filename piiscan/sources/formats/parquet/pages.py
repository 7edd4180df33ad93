"""The pages of a column, by their headers: a reader unpacks each as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from piiscan.errors import SourceUnreadable
from piiscan.sources.formats.parquet.footer import Chunk, Footer
from piiscan.sources.formats.parquet.thrift import Compact

PAGE = 128 << 20
"""Octets of the largest page that is unpacked: the largest that known writers make has 100 MB."""

_HEADER = 64 << 10
"""Octets in which a header ends: the smallest and the largest value may stand in it."""

_UNPACKED, _PACKED = 2, 3


def refuse_endless(stream: BinaryIO, footer: Footer, source: str) -> None:
    """Raise SourceUnreadable for a page that unpacks to more than PAGE."""
    for chunk in (chunk for group in footer.groups for chunk in group.chunks if chunk.unpacked > PAGE):
        try:
            endless = any(size > PAGE for size in _pages(stream, chunk))
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            raise SourceUnreadable(source, "its pages are damaged") from None
        if endless:
            raise SourceUnreadable(source, f"a value or page of more than {PAGE >> 20} MiB")


def _pages(stream: BinaryIO, chunk: Chunk) -> Iterator[int]:
    at = chunk.start
    while at < chunk.start + chunk.packed:
        stream.seek(at)
        reader = Compact(stream.read(_HEADER))
        header = reader.struct()
        yield header[_UNPACKED]
        at += reader.at + max(header[_PACKED], 0)
