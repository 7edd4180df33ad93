"""One format a room. Each looks at the first bytes of a file and opens it, or passes it on.

A new format is a module with a `recognise` function, and a line in BINARY or FORMATS.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib import import_module

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Container, Document, Item, Table
from piiscan.sources.files import SourceFile
from piiscan.sources.formats import csv, embedded, fixed, foreign, json, text
from piiscan.sources.formats.compressed import without_compression
from piiscan.sources.formats.decoding import in_utf8
from piiscan.sources.formats.doubtful import with_doubt
from piiscan.sources.options import ReadOptions

Opened = Table | Document | Container
Recognise = Callable[[SourceFile, bytes, ReadOptions], Opened | None]


def _behind(signs: bytes, room: str, function: str = "recognise") -> Recognise:
    """A format that is loaded only where its signs, a regular expression, are found in the first bytes."""
    found = re.compile(signs, re.DOTALL).search

    def ask(file: SourceFile, head: bytes, options: ReadOptions) -> Opened | None:
        if not found(head):
            return None
        opened: Opened | None = getattr(import_module(f".{room}", __name__), function)(file, head, options)
        return opened

    return ask


BINARY: Mapping[str, Recognise] = {
    "parquet": _behind(rb"\APAR", "parquet"),
    "arrow": _behind(rb"\A(?:ARROW1|FEA1|\xff{4})", "arrow"),
    "avro": _behind(rb"\AObj", "avro"),
    "sqlite": _behind(rb"\ASQLite format 3\0", ".databases.sqlite"),
    "duckdb": _behind(rb"(?s)\A.{8}DUCK", ".databases.duckdb"),
    "orc": _behind(rb"\AORC", "orc"),
    "workbook": _behind(rb"\A(?:PK|\xd0\xcf)", "workbook"),
    "word": _behind(rb"\APK", "word"),
    "pdf": _behind(rb"\A(?:\xef\xbb\xbf)?\s{0,64}%PDF-", "pdf"),
    "foreign": foreign.refuse,
    "zip": _behind(rb"\APK", "archives", "recognise_zip"),
    "tar": _behind(rb"\A.{0,511}\0", "archives", "recognise_tar"),
    "mail": _behind(rb"\A(?:From [^\n]{0,500}\n)?[A-Za-z][A-Za-z0-9-]{0,80}:", "mail"),
}
"""Asked first, on the bytes as they are."""

FORMATS: Mapping[str, Recognise] = {
    "json": json.recognise,
    "html": _behind(rb"<", "html"),
    "xml": _behind(rb"<", "xml"),
    "sql": _behind(rb"(?i)insert|copy|create", "sqldump"),
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
    return embedded.as_asked(opened, options)


def _text_format(file: SourceFile, options: ReadOptions) -> Opened:
    opened = _first(FORMATS, file, file.head(), options)
    assert opened is not None
    return with_doubt(opened, file)


def _first(formats: Mapping[str, Recognise], file: SourceFile, head: bytes, options: ReadOptions) -> Opened | None:
    for open_as in formats.values():
        if (opened := open_as(file, head, options)) is not None:
            return opened
    return None
