"""The messages that Arrow IPC files and streams are made of.

The numbers are those of `Message.fbs`, `Schema.fbs` and `File.fbs` of the Apache Arrow format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

from piiscan.sources.formats.arrow.flatbuffers import Buffer
from piiscan.sources.nested.reading import Damaged

MAGIC = b"ARROW1"
CONTINUES = b"\xff\xff\xff\xff"
END = CONTINUES + bytes(4)

SCHEMA, DICTIONARY, RECORDS = 1, 2, 3
Codec = Literal["uncompressed", "lz4", "zstd"]
_CODECS: dict[int, Codec] = {0: "lz4", 1: "zstd"}

LARGEST = 192 << 20
"""Bytes of a message, as it lies there and decompressed: it is read as a whole, and held four times."""


@dataclass(frozen=True, slots=True)
class Message:
    """`octets` are the message as it stands, metadata and body."""

    octets: bytes
    body: int
    kind: int
    header: Buffer

    @property
    def rows(self) -> int:
        return self.header.number(0, "<q")

    @property
    def cells(self) -> int:
        """What it claims; a column without a buffer takes no octets."""
        return max(self.rows, 0) * max(len(self.header.structs(1, "<qq")), 1)

    @property
    def dictionary(self) -> tuple[int, bool]:
        """The id of a dictionary, and whether this batch only adds to it."""
        return self.header.number(0, "<q"), bool(self.header.number(2, "<B"))

    @property
    def codec(self) -> Codec:
        batch = self._batch()
        compression = batch and batch.table(3)
        return "uncompressed" if compression is None else _CODECS[compression.number(0, "<b")]

    @property
    def size(self) -> int:
        """Bytes that it takes, as it lies there or decompressed."""
        return max(len(self.octets), self.unpacked())

    def unpacked(self) -> int:
        """Bytes that the body says it holds, once decompressed."""
        batch = self._batch()
        buffers = [] if batch is None else batch.structs(2, "<qq")
        if self.codec == "uncompressed":
            return sum(max(size, 0) for _, size in buffers)
        starts = [self.body + start for start, size in buffers if size > 8]
        return sum(max(int.from_bytes(self.octets[at : at + 8], "little", signed=True), 0) for at in starts)

    def _batch(self) -> Buffer | None:
        return self.header.table(1) if self.kind == DICTIONARY else self.header if self.kind == RECORDS else None


def message(stream: BinaryIO) -> Message | None:
    """The message that begins here; None at the end of a stream. Raises Damaged."""
    prefix = stream.read(8)
    if prefix == END or not prefix:
        return None
    if not prefix.startswith(CONTINUES):
        raise Damaged("is damaged, or in a form that Arrow has not written since 2019")
    metadata = _exactly(stream, int.from_bytes(prefix[4:], "little"))
    try:
        table = Buffer.root(metadata)
        header = table.table(2)
        kind, length = table.number(1, "<B"), table.number(3, "<q")
    except ValueError:
        raise Damaged("is damaged") from None
    if header is None or kind not in (SCHEMA, DICTIONARY, RECORDS):
        raise Damaged("holds tensors, not tables")
    found = Message(prefix + metadata + _exactly(stream, length), 8 + len(metadata), kind, header)
    if found.unpacked() > LARGEST:
        raise Damaged(TOO_LARGE)
    return found


def in_stream(stream: BinaryIO) -> Iterator[Message]:
    """The messages of a stream, or of the streamable part of a file. Raises Damaged."""
    while (found := message(stream)) is not None:
        yield found


def in_file(stream: BinaryIO, size: int) -> Iterator[Message]:
    """The messages that the footer of a file lists: its schema, its dictionaries, its batches. Raises Damaged."""
    footer = _footer(stream, size)
    yield _schema(footer)
    for place, _, _ in [*footer.structs(2, _BLOCK), *footer.structs(3, _BLOCK)]:
        if not 8 <= place < size:
            raise Damaged("its footer is damaged")
        stream.seek(place)
        if (found := message(stream)) is None:
            raise Damaged("its footer is damaged")
        yield found


def _footer(stream: BinaryIO, size: int) -> Buffer:
    stream.seek(max(0, size - 10))
    tail = stream.read(10)
    length = int.from_bytes(tail[:4], "little")
    if not tail.endswith(MAGIC) or length > size - 18:
        raise Damaged("its footer is damaged or cut off")
    stream.seek(size - 10 - length)
    return Buffer.root(stream.read(length))


def _schema(footer: Buffer) -> Message:
    """A message around the schema in the footer, as Polars writes no other: a table of version, kind and place."""
    if (schema := footer.table(1)) is None:
        raise Damaged("its footer is damaged")
    table = struct.pack(
        "<I HHHHH xx iIhBx xxxx", 16, 10, 12, 8, 10, 4, 12, 12 + schema.at, footer.number(0, "<h"), SCHEMA
    )
    metadata = table + footer.data + bytes(-len(footer.data) % 8)
    prefix = CONTINUES + len(metadata).to_bytes(4, "little")
    return Message(prefix + metadata, len(prefix + metadata), SCHEMA, schema)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    if not 0 <= length <= LARGEST:
        raise Damaged(TOO_LARGE)
    octets = stream.read(length)
    if len(octets) < length:
        raise Damaged("is cut off")
    return octets


TOO_LARGE = (
    f"holds a batch of more than {LARGEST >> 20} MiB, which is read as a whole: write it again in smaller batches"
)
_BLOCK = "<qi4xq"
"""Where a message begins, how long its metadata is, how long its body is."""
