"""The records of a JSON file, one after the other, and all the text that stands between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, HOLDS_NUL, LONGEST
from piiscan.sources.formats.json.values import NotJson, Value, decode

LARGEST = 256 * 1024 * 1024
"""Bytes of the largest single document: its text is held in memory."""

Layout = Literal["document", "lines"]
_BLANK = re.compile(r"[ \t\n\r]*")


class Record(NamedTuple):
    """One value: an element of a document that is an array, any other document, or a line."""

    raw: str
    value: Value


Piece = str | Record
"""Text between records (blanks, commas, brackets) or a record; all pieces together are the file."""


def pieces(file: SourceFile, layout: Layout, bom: bool) -> Iterator[Piece]:
    """The file in pieces. Raises NotJson, and SourceUnreadable."""
    with file.reading():
        yield from _LAYOUTS[layout](file, len(BOM) if bom else 0)


def records(file: SourceFile, layout: Layout, bom: bool) -> Iterator[Record]:
    return (piece for piece in pieces(file, layout, bom) if isinstance(piece, Record))


def _lines(file: SourceFile, start: int) -> Iterator[Piece]:
    with file.open() as stream:
        stream.seek(start)
        number = 0
        while line := stream.readline(LONGEST + 1):
            number += 1
            if len(line) > LONGEST:
                raise SourceUnreadable(file.source, f"line {number} is longer than {LONGEST >> 20} MiB")
            try:
                yield from _line(line.decode())
            except NotJson as broken:
                raise NotJson(f"line {number}: {broken}") from None


def _line(text: str) -> Iterator[Piece]:
    start = _after_blank(text, 0)
    yield text[:start]
    if start < len(text):
        value, end = decode(text, start)
        yield Record(text[start:end], value)
        yield text[end:]
        _require_blank(text, end)


def _document(file: SourceFile, start: int) -> Iterator[Piece]:
    if file.stamp.size > LARGEST:
        raise SourceUnreadable(file.source, f"one JSON document of more than {LARGEST >> 20} MiB")
    with file.open() as stream:
        stream.seek(start)
        text = stream.read().decode()
    if "\0" in text:
        raise SourceUnreadable(file.source, HOLDS_NUL)
    begin = _after_blank(text, 0)
    yield from _elements(text, begin) if text.startswith("[", begin) else _line(text)


def _elements(text: str, opening: int) -> Iterator[Piece]:
    done, at = 0, _after_blank(text, opening + 1)
    more = not text.startswith("]", at)
    while more:
        yield text[done:at]
        value, done = decode(text, at)
        yield Record(text[at:done], value)
        at = _after_blank(text, done)
        more = text.startswith(",", at)
        at = _after_blank(text, at + 1) if more else at
    if not text.startswith("]", at):
        raise NotJson("not valid JSON")
    yield text[done:]
    _require_blank(text, at + 1)


def _after_blank(text: str, start: int) -> int:
    blank = _BLANK.match(text, start)
    assert blank is not None
    return blank.end()


def _require_blank(text: str, start: int) -> None:
    if _after_blank(text, start) < len(text):
        raise NotJson("not valid JSON")


_LAYOUTS: dict[Layout, Callable[[SourceFile, int], Iterator[Piece]]] = {"lines": _lines, "document": _document}
