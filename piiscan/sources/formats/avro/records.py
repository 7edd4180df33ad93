"""Records as frames, and frames as records: fastavro's part, on blocks without compression."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import Any

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.sources.formats.avro.columns import column
from piiscan.sources.formats.avro.container import (
    SYNC,
    Block,
    Header,
    read_blocks,
    read_header,
    write_block,
    write_header,
)
from piiscan.sources.formats.avro.naming import as_schema
from piiscan.sources.formats.avro.schema import Many, Node, Record, Union
from piiscan.sources.formats.avro.types import columns_of, stored
from piiscan.sources.formats.avro.unions import has_unions, unmarked
from piiscan.sources.frame import ROWS
from piiscan.sources.nested.reading import Damaged

TOGETHER = 16 * 1024 * 1024
"""Bytes of blocks that are decoded together, about: each decoding begins with the schema."""

BLOCK = 64 * 1024
"""Bytes of a block that is written, about."""


def frames(blocks: Iterator[Block], record: Record) -> Iterator[pl.DataFrame]:
    """The records of the blocks, ROWS at a time at most. Raises Damaged."""
    lying = stored(record)
    plain = _plain(lying)
    read = _by_column if plain else _by_record
    for part in _containers(blocks, as_schema(lying, references=not plain)):
        for frame in read(part, lying):
            yield frame.cast(columns_of(record))


def encoded(frame: pl.DataFrame, record: Record) -> Iterator[Block]:
    """The rows of a frame as blocks. Raises OutputFailed where they do not fit the schema."""
    import fastavro

    lying = stored(record)
    rows: Iterable[Any] = frame.cast(columns_of(lying)).iter_rows(named=True)
    rows = (unmarked(row, lying) for row in rows) if has_unions(lying) else rows
    part = BytesIO()
    try:
        fastavro.writer(part, as_schema(lying), rows, sync_marker=bytes(SYNC), sync_interval=BLOCK)
    except Exception:  # fastavro lets through what its encoders raise, which holds values
        raise OutputFailed("a masked value does not fit the schema: a null, perhaps, that it does not allow") from None
    part.seek(0)
    return read_blocks(part, read_header(part))


def _containers(blocks: Iterator[Block], schema: Any) -> Iterator[bytes]:
    """Blocks of about TOGETHER bytes as files of their own."""
    header = Header(json.dumps(schema).encode(), "null", bytes(SYNC))
    part = BytesIO()
    for block in blocks:
        if not part.tell():
            write_header(part, header)
        write_block(part, block, header)
        if part.tell() >= TOGETHER:
            yield part.getvalue()
            part = BytesIO()
    if part.tell():
        yield part.getvalue()


def _plain(node: Node) -> bool:
    """Whether Polars reads it as it is: in a tenth of the time."""
    if isinstance(node, Record):
        return all(_plain(member.type) for member in node.fields)
    if isinstance(node, Union):
        return len(node.branches) == 2 and len(node.filled) == 1 and _plain(node.filled[0])
    if isinstance(node, Many):
        return node.kind == "array" and _plain(node.inner)
    return node.kind not in ("null", "enum") and "logicalType" not in node.attributes


def _by_column(part: bytes, lying: Record) -> Iterator[pl.DataFrame]:
    frame = pl.read_avro(BytesIO(part))
    return (frame.slice(start, ROWS) for start in range(0, frame.height, ROWS))


def _by_record(part: bytes, lying: Record) -> Iterator[pl.DataFrame]:
    import fastavro

    try:
        rows: Iterator[Any] = iter(fastavro.reader(BytesIO(part), return_named_type=has_unions(lying)))
        while some := list(islice(rows, ROWS)):
            yield column(some, lying).struct.unnest()
    except Exception:  # fastavro lets through what its decoders raise, which holds values
        raise Damaged("is damaged: a block holds something else than its schema says") from None
