"""An Avro file, some of its blocks at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import BinaryIO

import polars as pl

from piiscan.sources.formats.avro.adapting import adapted
from piiscan.sources.formats.avro.container import SYNC, Header, read_blocks, read_header, write_block, write_header
from piiscan.sources.formats.avro.naming import as_schema
from piiscan.sources.formats.avro.records import encoded, frames
from piiscan.sources.formats.avro.schema import Record
from piiscan.sources.formats.avro.types import columns_of
from piiscan.sources.nested.reading import reading
from piiscan.sources.nested.table import NestedTable


@dataclass(frozen=True, slots=True)
class AvroTable(NestedTable):
    """A union of several types has a column for each of them, of which one is filled."""

    record: Record

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """In the codec and with the schema of the source, as far as masks left its types; no other metadata."""
        laid = self.nesting.laid(self.frames(), batches)
        first = next(laid)
        record = adapted(self.record, first)
        schema = json.dumps(as_schema(record), ensure_ascii=False).encode()
        header = Header(schema, self._codec(), sha256(schema).digest()[:SYNC])
        write_header(stream, header)
        for frame in chain([first], laid):
            for block in encoded(frame, record):
                write_block(stream, block, header)

    def frames(self) -> Iterator[pl.DataFrame]:
        empty = True
        with reading(self.file), self.file.open() as stream:
            for frame in frames(read_blocks(stream, read_header(stream)), self.record):
                empty = False
                yield frame
        if empty:
            yield columns_of(self.record).to_frame()

    def _codec(self) -> str:
        with reading(self.file), self.file.open() as stream:
            return read_header(stream).codec
