"""Bytes that are to be read as text: UTF-8, strictly, or transcoded to it on request."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import HEAD, NOT_UTF8, SourceFile
from piiscan.sources.layers import decoded
from piiscan.sources.options import ReadOptions

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


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """A layer: text in one of the encodings of Python's codecs."""

    name: str

    def decode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        decoder = codecs.getincrementaldecoder(self.name)("strict")
        for block in blocks:
            yield decoder.decode(block).encode()
        yield decoder.decode(b"", final=True).encode()

    def encode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        decoder, encoder = codecs.getincrementaldecoder("utf-8")("strict"), codecs.getincrementalencoder(self.name)()
        for block in blocks:
            yield encoder.encode(decoder.decode(block))
        yield encoder.encode("", final=True)


def _transcoded(file: SourceFile, encoding: str) -> SourceFile:
    try:
        return decoded(file, TextEncoding(encoding))
    except SourceUnreadable as failure:
        raise SourceUnreadable(file.source, failure.reason.replace(NOT_UTF8, f"not valid {encoding}")) from None
