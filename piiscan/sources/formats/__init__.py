"""One format a room. Each looks at the first bytes of a file and opens it, or passes it on.

A new format is a module with a `recognise` function, and a line in FORMATS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Container, Document, Item, Table
from piiscan.sources.files import SourceFile
from piiscan.sources.formats import (
    archives,
    arrow,
    avro,
    csv,
    embedded,
    fixed,
    html,
    json,
    orc,
    parquet,
    sqldump,
    text,
    workbook,
    xml,
)
from piiscan.sources.formats.compressed import without_compression
from piiscan.sources.formats.decoding import in_utf8
from piiscan.sources.formats.doubtful import with_doubt
from piiscan.sources.options import ReadOptions

Opened = Table | Document | Container
Recognise = Callable[[SourceFile, bytes, ReadOptions], Opened | None]

BINARY: Mapping[str, Recognise] = {
    "parquet": parquet.recognise,
    "arrow": arrow.recognise,
    "avro": avro.recognise,
    "orc": orc.recognise,
    "workbook": workbook.recognise,
    "zip": archives.recognise_zip,
    "tar": archives.recognise_tar,
    "foreign": archives.refuse,
}
"""Asked first, on the bytes as they are."""

FORMATS: Mapping[str, Recognise] = {
    "json": json.recognise,
    "html": html.recognise,
    "xml": xml.recognise,
    "sql": sqldump.recognise,
    "fixed": fixed.recognise,
    "csv": csv.recognise,
    "text": text.recognise,
}
"""Asked in this order, on UTF-8; the last one takes every text."""


def recognise(file: SourceFile, options: ReadOptions) -> Item:
    """Open a file in the first format that knows it. Raises SourceUnreadable."""
    file = without_compression(file)
    head = file.head()
    if not head:
        raise SourceUnreadable(file.source, "is empty")
    opened = _first(BINARY, file, head, options) or _text_format(in_utf8(file, head, options), options)
    return embedded.unfolded(opened)


def _text_format(file: SourceFile, options: ReadOptions) -> Opened:
    opened = _first(FORMATS, file, file.head(), options)
    assert opened is not None
    return with_doubt(opened, file)


def _first(formats: Mapping[str, Recognise], file: SourceFile, head: bytes, options: ReadOptions) -> Opened | None:
    for open_as in formats.values():
        if (opened := open_as(file, head, options)) is not None:
            return opened
    return None
