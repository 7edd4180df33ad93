"""Bytes that are to be read as text: UTF-8, strictly, or transcoded to it on request."""

from __future__ import annotations

import codecs

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import HEAD, NOT_UTF8, SourceFile, spooled_file
from piiscan.sources.options import ReadOptions
from piiscan.sources.spool import Spool, as_utf8

BOM = codecs.BOM_UTF8
LONGEST = 16 * 1024 * 1024
"""Bytes (or characters) of the longest line, field or record that is read; longer ones are not text."""

HOLDS_NUL = "holds NUL bytes: not text, or not in UTF-8"
_UTF_16_AND_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)


def in_utf8(file: SourceFile, head: bytes, options: ReadOptions) -> SourceFile:
    """The file, or its private copy in UTF-8. Raises SourceUnreadable for what is not text."""
    if options.encoding is not None and codecs.lookup(options.encoding).name != "utf-8":
        return _transcoded(file, options.encoding)
    if head.startswith(_UTF_16_AND_32):
        raise SourceUnreadable(file.source, "UTF-16 or UTF-32 text: name its encoding with --encoding")
    if b"\0" in head:
        raise SourceUnreadable(file.source, HOLDS_NUL)
    decode_head(file, head)
    return file


def decode_head(file: SourceFile, head: bytes) -> str:
    """The first characters, without a byte order mark. Raises SourceUnreadable if they are not UTF-8."""
    try:
        text, _ = codecs.utf_8_decode(head.removeprefix(BOM), "strict", len(head) < HEAD)
    except UnicodeDecodeError:
        raise SourceUnreadable(file.source, NOT_UTF8) from None
    return text


def _transcoded(file: SourceFile, encoding: str) -> SourceFile:
    with file.reading(), file.open() as stream:
        try:
            spool = Spool(as_utf8(stream, encoding))
        except UnicodeError:
            raise SourceUnreadable(file.source, f"not valid {encoding}") from None
    return spooled_file(spool, file.source, file.key)
