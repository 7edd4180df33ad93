"""Avro object container files: a header, then blocks of records (Apache Avro specification, 1.11)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from piiscan.sources.atomic import write_all
from piiscan.sources.formats.avro.codecs import LARGEST, TOO_LARGE, packed, require_known, unpacked
from piiscan.sources.nested.reading import Damaged

MAGIC = b"Obj\x01"
SYNC = 16
LARGEST_HEADER = 16 * 1024 * 1024
"""Bytes of a schema and the metadata beside it."""


NOTHINGS = 100_000
"""Most records without a byte, as those of nothing but nulls are, in a block that has fewer bytes."""


@dataclass(frozen=True, slots=True)
class Header:
    """`sync` stands after each block."""

    schema: bytes
    codec: str
    sync: bytes


@dataclass(frozen=True, slots=True)
class Block:
    """`octets` are the records, uncompressed."""

    records: int
    octets: bytes


def read_header(stream: BinaryIO) -> Header:
    """Raises Damaged."""
    if stream.read(len(MAGIC)) != MAGIC:
        raise Damaged("is damaged")
    metadata: dict[str, bytes] = {}
    while count := _long(stream):
        if count < 0:
            _long(stream)
        for _ in range(abs(count)):
            key = _bytes(stream).decode()
            metadata[key] = _bytes(stream)
    codec = metadata.get("avro.codec", b"null").decode()
    require_known(codec)
    if "avro.schema" not in metadata:
        raise Damaged("has no schema")
    return Header(metadata["avro.schema"], codec, _exactly(stream, SYNC))


def read_blocks(stream: BinaryIO, header: Header) -> Iterator[Block]:
    """The blocks after the header. Raises Damaged."""
    while (records := _count(stream)) is not None:
        size = _long(stream)
        if records < 0 or not 0 <= size <= LARGEST:
            raise Damaged(TOO_LARGE)
        octets = unpacked(_exactly(stream, size), header.codec)
        if _exactly(stream, SYNC) != header.sync:
            raise Damaged("is damaged: a block does not end where it should")
        if records > max(len(octets), NOTHINGS):
            raise Damaged("is damaged: a block says it has more records than bytes")
        yield Block(records, octets)


def write_header(stream: BinaryIO, header: Header) -> None:
    metadata: Mapping[bytes, bytes] = {b"avro.codec": header.codec.encode(), b"avro.schema": header.schema}
    pairs = b"".join(_sized(key) + _sized(value) for key, value in metadata.items())
    write_all(stream, MAGIC + _encoded(len(metadata)) + pairs + b"\0" + header.sync)


def write_block(stream: BinaryIO, block: Block, header: Header) -> None:
    write_all(stream, _encoded(block.records) + _sized(packed(block.octets, header.codec)) + header.sync)


def _count(stream: BinaryIO) -> int | None:
    """The number of records of the next block; None at the end of the file."""
    first = stream.read(1)
    return _long(stream, first) if first else None


def _long(stream: BinaryIO, first: bytes = b"") -> int:
    """An integer in the variable-length zig-zag coding."""
    zigzag = 0
    for shift in range(0, 70, 7):
        octet = (first or _exactly(stream, 1))[0]
        first = b""
        zigzag |= (octet & 127) << shift
        if octet < 128:
            return (zigzag >> 1) ^ -(zigzag & 1)
    raise Damaged("is damaged")


def _bytes(stream: BinaryIO) -> bytes:
    size = _long(stream)
    if not 0 <= size <= LARGEST_HEADER:
        raise Damaged(f"has a header of more than {LARGEST_HEADER >> 20} MiB, or is damaged")
    return _exactly(stream, size)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    octets = stream.read(size)
    if len(octets) < size:
        raise Damaged("is cut off")
    return octets


def _encoded(number: int) -> bytes:
    zigzag, octets = number << 1, bytearray()
    while zigzag > 127:
        octets.append(zigzag & 127 | 128)
        zigzag >>= 7
    return bytes([*octets, zigzag])


def _sized(octets: bytes) -> bytes:
    return _encoded(len(octets)) + octets
