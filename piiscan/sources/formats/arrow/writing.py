"""Masked frames as an Arrow IPC file or stream, in types that every reader of the format knows.

Text and lists have 64-bit offsets; times of a resolution that Polars lacks are written in the next finer one.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import polars as pl

from piiscan.sources.atomic import write_all
from piiscan.sources.formats.arrow.messages import END, RECORDS, SCHEMA, Codec, in_stream
from piiscan.sources.formats.sinking import sunk, without_categories

_KNOWN = pl.CompatLevel.oldest()


def write_file(frames: Iterator[pl.DataFrame], codec: Codec, stream: BinaryIO) -> None:
    sunk(frames, lambda query: query.sink_ipc(stream, compression=codec, compat_level=_KNOWN))


def write_stream(frames: Iterator[pl.DataFrame], codec: Codec, stream: BinaryIO) -> None:
    begun = False
    for frame in map(without_categories, frames):
        part = BytesIO()
        frame.write_ipc_stream(part, compression=codec, compat_level=_KNOWN)
        part.seek(0)
        for message in in_stream(part):
            if message.kind == RECORDS or (message.kind == SCHEMA and not begun):
                write_all(stream, message.octets)
        begun = True
    write_all(stream, END)
