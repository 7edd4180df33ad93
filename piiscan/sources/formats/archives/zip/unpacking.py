"""The bytes of one member, all of them, and held against its checksum."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import BinaryIO

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.archives.zip.layout import Laid
from piiscan.sources.formats.compressed import BZIP2, XZ, ZSTANDARD
from piiscan.sources.layers import Undecodable
from piiscan.sources.spool import BLOCK
from piiscan.sources.unpacking import unpacked

Unpack = Callable[[Iterator[bytes]], Iterator[bytes]]

METHODS: Mapping[int, Unpack] = {
    0: lambda blocks: blocks,
    8: partial(unpacked, "Deflate", lambda: zlib.decompressobj(wbits=-15), None),
    12: partial(unpacked, BZIP2.name, BZIP2.decompressor, None),
    93: partial(unpacked, ZSTANDARD.name, ZSTANDARD.decompressor, None),
    95: partial(unpacked, XZ.name, XZ.decompressor, None),
}
"""By the numbers of APPNOTE 4.4.5."""


def unpacked_member(file: SourceFile, laid: Laid) -> Iterator[bytes]:
    """Raises Undecodable."""
    crc = size = 0
    with file.open() as stream:
        for block in METHODS[laid.listed.method](_packed(stream, laid)):
            crc, size = zlib.crc32(block, crc), size + len(block)
            yield block
    if (crc, size) != (laid.listed.crc, laid.listed.size):
        raise Undecodable("damaged: its bytes have another checksum or size than they should have")


def _packed(stream: BinaryIO, laid: Laid) -> Iterator[bytes]:
    stream.seek(laid.start)
    left = laid.listed.packed
    while left and (block := stream.read(min(left, BLOCK))):
        left -= len(block)
        yield block
    if left:
        raise Undecodable("cut short")
