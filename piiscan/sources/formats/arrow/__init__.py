"""Apache Arrow: IPC files (Feather version 2) and IPC streams."""

from __future__ import annotations

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.arrow.declared import comments
from piiscan.sources.formats.arrow.messages import CONTINUES, END, MAGIC, RECORDS, SCHEMA, Message
from piiscan.sources.formats.arrow.table import ArrowTable, Layout, messages, reading
from piiscan.sources.nested import Nesting
from piiscan.sources.nested.reading import Damaged
from piiscan.sources.options import ReadOptions

FEATHER_1 = b"FEA1"


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> ArrowTable | None:
    if head.startswith(FEATHER_1):
        raise SourceUnreadable(file.source, "is Feather of version 1: write it again as version 2 (an Arrow file)")
    if head.startswith(MAGIC):
        return _opened(file, "file")
    return _opened(file, "stream") if head.startswith(CONTINUES) else None


def _opened(file: SourceFile, layout: Layout) -> ArrowTable:
    with reading(file):
        found = messages(file, layout)
        schema = next(found, None)
        if schema is None or schema.kind != SCHEMA:
            raise Damaged("is damaged")
        said = comments(schema.header)
        nesting = Nesting.of(_types(schema), said)
        batch = next((message for message in found if message.kind == RECORDS), None)
        codec = "uncompressed" if batch is None else batch.codec
    return ArrowTable(file.source, file.key, file.name, "arrow", nesting, file, layout, codec)


def _types(schema: Message) -> pl.Schema:
    return pl.read_ipc_stream(schema.octets + END).schema
