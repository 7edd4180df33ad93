"""An Arrow IPC file (Feather version 2) or stream, a few of its record batches at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Literal

import polars as pl

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.arrow.messages import (
    DICTIONARY,
    END,
    LARGEST,
    RECORDS,
    TOO_LARGE,
    Codec,
    Message,
    in_file,
    in_stream,
)
from piiscan.sources.formats.arrow.writing import write_file, write_stream
from piiscan.sources.frame import ROWS
from piiscan.sources.nested.reading import Damaged
from piiscan.sources.nested.reading import reading as nested_reading
from piiscan.sources.nested.table import TOO_MANY_CELLS, NestedTable, most_cells

TOGETHER = 64 * 1024 * 1024
"""Bytes of record batches that are decoded together, decompressed, about: small ones cost more than what is in them."""

Layout = Literal["file", "stream"]


@dataclass(frozen=True, slots=True)
class ArrowTable(NestedTable):
    """Columns of a dictionary are Categorical; they are written as text."""

    layout: Layout
    codec: Codec

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """With the compression of the source, and nothing of its metadata."""
        laid = self.nesting.laid(self.frames(), batches)
        write = write_file if self.layout == "file" else write_stream
        write(laid, self.codec, stream)

    def frames(self) -> Iterator[pl.DataFrame]:
        """The rows, ROWS at a time."""
        with reading(self.file):
            for part in _parts(messages(self.file, self.layout)):
                frame = pl.read_ipc_stream(part)
                yield from (frame.slice(start, ROWS) for start in range(0, max(frame.height, 1), ROWS))


def messages(file: SourceFile, layout: Layout) -> Iterator[Message]:
    """All messages, the schema first. Raises Damaged."""
    left = most_cells(file)
    with file.open() as stream:
        for found in in_file(stream, file.stamp.size) if layout == "file" else in_stream(stream):
            if found.kind == RECORDS and (left := left - found.cells) < 0:
                raise Damaged(TOO_MANY_CELLS)
            yield found


@contextmanager
def reading(file: SourceFile) -> Iterator[None]:
    """Turn what reading raises into SourceUnreadable."""
    with nested_reading(file):
        try:
            yield
        except (KeyError, ValueError):
            raise Damaged("is damaged") from None


def _parts(found: Iterator[Message]) -> Iterator[bytes]:
    """Streams of their own: the schema, the dictionaries that hold by then, and some record batches."""
    schema = next(found)
    dictionaries: dict[int, list[Message]] = {}
    size, waiting, empty = 0, list[bytes](), True
    for message in found:
        changes = message.kind == DICTIONARY
        if waiting and (changes or size + message.size > TOGETHER):
            yield _stream(schema, dictionaries, waiting)
            size, waiting, empty = 0, [], False
        if changes:
            _update(dictionaries, message)
        else:
            size += message.size
            waiting.append(message.octets)
    if waiting or empty:
        yield _stream(schema, dictionaries, waiting)


def _stream(schema: Message, dictionaries: dict[int, list[Message]], waiting: list[bytes]) -> bytes:
    before = [message.octets for known in dictionaries.values() for message in known]
    return b"".join([schema.octets, *before, *waiting, END])


def _update(dictionaries: dict[int, list[Message]], message: Message) -> None:
    number, adds = message.dictionary
    known = dictionaries.get(number, []) if adds else []
    dictionaries[number] = [*known, message]
    if sum(held.size for known in dictionaries.values() for held in known) > LARGEST:
        raise Damaged(TOO_LARGE)
