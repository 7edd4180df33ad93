"""Bytes that are to be read as text: UTF-8, strictly and to the last byte, or transcoded to it."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Mapping

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Item
from piiscan.sources.files import HEAD, NOT_UTF8, FromFile, SourceFile
from piiscan.sources.formats.encodings import wide
from piiscan.sources.formats.encodings.detecting import detected
from piiscan.sources.formats.encodings.doubting import doubted, fault_of
from piiscan.sources.formats.encodings.transcoding import TextEncoding, transcoded
from piiscan.sources.options import ReadOptions

BOM = codecs.BOM_UTF8
LONGEST = 16 * 1024 * 1024
"""Bytes (or characters) of the longest line, field or record that is read; longer ones are not text."""

HOLDS_NUL = "holds NUL bytes: not text, or not in UTF-8"


def in_utf8(file: SourceFile, head: bytes, options: ReadOptions) -> SourceFile:
    """The file, or its private copy in UTF-8, with the `doubt` about it. Raises SourceUnreadable for all else."""
    named = options.encoding_of(file.key)
    encoding = _resolved(named, head) if named else _wide(head)
    if encoding is not None and encoding != "utf-8":
        copy = transcoded(file, encoding)
        return doubted(copy, fault_of(copy))
    if b"\0" in head:
        raise SourceUnreadable(file.source, HOLDS_NUL)
    fault = fault_of(file)
    if fault is None or fault.kind != "undecodable":
        return doubted(file, fault)
    if named:
        raise SourceUnreadable(file.source, f"byte {fault.offset} cannot be decoded as {encoding}")
    copy = detected(file, head, fault.offset)
    return doubted(copy, fault_of(copy))


def decode_head(file: SourceFile, head: bytes) -> str:
    """The first characters, without a byte order mark. Raises SourceUnreadable if they are not UTF-8."""
    try:
        text, _ = codecs.utf_8_decode(head.removeprefix(BOM), "strict", len(head) < HEAD)
    except UnicodeDecodeError:
        raise SourceUnreadable(file.source, NOT_UTF8) from None
    return text


def encoding_of(file: SourceFile) -> str | None:
    """The encoding that a file is in; None for UTF-8, and for what is no text."""
    return next((layer.name for layer in file.layers if isinstance(layer, TextEncoding)), None)


def text_encodings(items: Iterable[Item]) -> Mapping[str, str]:
    """By key of a table or text, the encoding that its file is in; those in UTF-8 are left out."""
    return {
        item.key: encoding
        for item in items
        if not isinstance(item, Incomplete) and isinstance(item, FromFile) and (encoding := encoding_of(item.file))
    }


def _resolved(encoding: str, head: bytes) -> str:
    """The name as Python has it; of encodings with a byte order mark the one without, for the mark is kept as text."""
    name = codecs.lookup(encoding).name
    if name in ("utf-16", "utf-32"):
        return _wide(head) or f"{name}-le"
    return name.removesuffix("-sig")


def _wide(head: bytes) -> str | None:
    return wide.marked(head) or (wide.unmarked(head) if b"\0" in head else None)
