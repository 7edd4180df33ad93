"""Apache Avro: object container files. Records within records become columns of their leaves."""

from __future__ import annotations

import json
from typing import Any

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.avro.container import MAGIC, read_header
from piiscan.sources.formats.avro.schema import Record, tree
from piiscan.sources.formats.avro.table import AvroTable
from piiscan.sources.formats.avro.types import columns_of, comments
from piiscan.sources.nested import Nesting
from piiscan.sources.nested.reading import Damaged, reading
from piiscan.sources.options import ReadOptions


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> AvroTable | None:
    if not head.startswith(MAGIC):
        return None
    with reading(file), file.open() as stream:
        record, nesting = _declared(read_header(stream).schema)
    return AvroTable(file.source, file.key, file.name, "avro", nesting, file, record)


def _declared(schema: bytes) -> tuple[Record, Nesting]:
    try:
        declared: Any = json.loads(schema)
        record = tree(declared)
        nesting = Nesting.of(columns_of(record), dict(comments(record)))
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise Damaged("its schema is damaged") from None
    if not record.fields:
        raise Damaged("its records have no fields")
    return record, nesting
