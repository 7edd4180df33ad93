"""The compressions of Avro blocks, each with a limit on what may come out of it."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Mapping
from typing import NamedTuple

from piiscan.sources.nested.reading import Damaged

LARGEST = 256 * 1024 * 1024
"""Bytes of a block, compressed or not: it is read as a whole. Writers make blocks of kilobytes."""

TOO_LARGE = f"holds a block of more than {LARGEST >> 20} MiB, which is read as a whole: write it again in smaller ones"


class Coding(NamedTuple):
    unpack: Callable[[bytes], bytes]
    pack: Callable[[bytes], bytes]


def require_known(codec: str) -> None:
    """Raises Damaged for a codec that is not read."""
    if codec not in _CODECS:
        raise Damaged(f"has a compression that is not read: write it again with one of {', '.join(_CODECS)}")


def unpacked(octets: bytes, codec: str) -> bytes:
    """Raises Damaged."""
    try:
        plain = _CODECS[codec].unpack(octets)
    except ModuleNotFoundError as missing:
        raise Damaged(f"is compressed with {codec}, which needs the package {missing.name}") from None
    except Damaged:
        raise
    except Exception:  # each library has its own, some of them of no common kind
        raise Damaged("is damaged: a block cannot be decompressed") from None
    if len(plain) > LARGEST:
        raise Damaged(TOO_LARGE)
    return plain


def packed(octets: bytes, codec: str) -> bytes:
    return _CODECS[codec].pack(octets)


def _as_it_is(octets: bytes) -> bytes:
    return octets


def _inflate(octets: bytes) -> bytes:
    return zlib.decompressobj(-15).decompress(octets, LARGEST + 1)


def _deflate(octets: bytes) -> bytes:
    deflating = zlib.compressobj(wbits=-15)
    return deflating.compress(octets) + deflating.flush()


def _snap(octets: bytes) -> bytes:
    import cramjam  # type: ignore[import-not-found, unused-ignore]

    return bytes(cramjam.snappy.compress_raw(octets)) + zlib.crc32(octets).to_bytes(4, "big")


def _unsnap(octets: bytes) -> bytes:
    import cramjam

    body, check = octets[:-4], octets[-4:]
    if cramjam.snappy.decompress_raw_len(body) > LARGEST:
        raise Damaged(TOO_LARGE)
    plain = bytes(cramjam.snappy.decompress_raw(body))
    if zlib.crc32(plain).to_bytes(4, "big") != check:
        raise ValueError("wrong check sum")
    return plain


def _compress(octets: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdCompressor().compress(octets)


def _decompress(octets: bytes) -> bytes:
    import zstandard

    return zstandard.ZstdDecompressor().stream_reader(octets).read(LARGEST + 1)


_CODECS: Mapping[str, Coding] = {
    "null": Coding(_as_it_is, _as_it_is),
    "deflate": Coding(_inflate, _deflate),
    "snappy": Coding(_unsnap, _snap),
    "zstandard": Coding(_decompress, _compress),
    "bzip2": Coding(lambda octets: bz2.BZ2Decompressor().decompress(octets, LARGEST + 1), bz2.compress),
    "xz": Coding(lambda octets: lzma.LZMADecompressor().decompress(octets, LARGEST + 1), lzma.compress),
}
"""By the names that `avro.codec` has in the specification."""
