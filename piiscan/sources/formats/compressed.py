"""gzip, Zstandard, bzip2, xz and LZMA: layers around any file, told by their first bytes.

A stream may have several members, as `cat` makes them. One that is cut short, or has other bytes behind it, is
refused as a whole. Copies are written as one member, without name or time, at the level that each tool has for
its default, so that the same rows give the same bytes.
"""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Protocol

from piiscan.errors import SourceUnreadable
from piiscan.sources.allowance import DEEPEST, TOO_DEEP
from piiscan.sources.files import SourceFile
from piiscan.sources.layers import decoded
from piiscan.sources.unpacking import MEMORY, TELLING, Decompressor, ZstandardDecompressor, unpacked


class Compressor(Protocol):
    def compress(self, data: Any, /) -> bytes: ...
    def flush(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Compression:
    """A layer. `magic` is what a member begins with; `suffixes` what file names end in -> what stands below."""

    name: str
    magic: re.Pattern[bytes]
    suffixes: dict[str, str]
    decompressor: Callable[[], Decompressor]
    compressor: Callable[[], Compressor]

    def decode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        yield from unpacked(self.name, self.decompressor, self.magic, blocks)

    def encode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        compressor = self.compressor()
        for block in blocks:
            yield compressor.compress(block)
        yield compressor.flush()

    def below(self, called: str) -> str:
        """The file name without what the compression added to it."""
        suffix = PurePath(called).suffix
        inner = self.suffixes.get(suffix.lower())
        return called if inner is None else called.removesuffix(suffix) + inner


def without_compression(file: SourceFile) -> SourceFile:
    """The file as it lies below its compressions, if it has any. Raises SourceUnreadable."""
    outer = len(file.layers)
    while compression := _compression(file):
        if len(file.layers) - outer == DEEPEST:
            raise SourceUnreadable(file.source, TOO_DEEP)
        file = decoded(file, compression, compression.below(file.called))
    return file


def compression_of(file: SourceFile) -> str | None:
    """What a file is compressed with, the outermost first: `gzip`, `gzip, xz`; None for nothing."""
    return ", ".join(layer.name for layer in file.layers if isinstance(layer, Compression)) or None


def _compression(file: SourceFile) -> Compression | None:
    with file.open() as stream:
        head = stream.read(TELLING)
    return next((compression for compression in COMPRESSIONS if compression.magic.match(head)), None)


def _zstandard_compressor() -> Compressor:
    import zstandard

    return zstandard.ZstdCompressor(level=3, write_checksum=True).compressobj()


def _suffixes(*own: str, tar: tuple[str, ...]) -> dict[str, str]:
    return dict.fromkeys(own, "") | dict.fromkeys(tar, ".tar")


GZIP = Compression(
    "gzip",
    re.compile(rb"\x1f\x8b\x08"),
    _suffixes(".gz", ".gzip", tar=(".tgz", ".taz")),
    lambda: zlib.decompressobj(wbits=31),
    lambda: zlib.compressobj(level=6, wbits=31),
)
ZSTANDARD = Compression(
    "Zstandard",
    re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"),
    _suffixes(".zst", ".zstd", tar=(".tzst", ".tzstd")),
    ZstandardDecompressor,
    _zstandard_compressor,
)
BZIP2 = Compression(
    "bzip2",
    re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)", re.DOTALL),
    _suffixes(".bz2", ".bz", tar=(".tbz2", ".tbz")),
    bz2.BZ2Decompressor,
    lambda: bz2.BZ2Compressor(9),
)
XZ = Compression(
    "xz",
    re.compile(rb"\xfd7zXZ\0"),
    _suffixes(".xz", tar=(".txz",)),
    lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY),
    lambda: lzma.LZMACompressor(lzma.FORMAT_XZ, preset=6),
)
LZMA = Compression(
    "LZMA",
    # The usual properties, a dictionary of 2^n bytes, and a size below 2^40 or none: it has no magic number.
    re.compile(rb"]\0\0(?:[\x01\x02\x04\x08\x10\x20\x40\x80]\0|\0[\x01\x02\x04])(?:\xff{8}|.{5}\0{3})", re.DOTALL),
    _suffixes(".lzma", tar=(".tlz",)),
    lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=MEMORY),
    lambda: lzma.LZMACompressor(lzma.FORMAT_ALONE, preset=6),
)
COMPRESSIONS = (GZIP, ZSTANDARD, BZIP2, XZ, LZMA)
