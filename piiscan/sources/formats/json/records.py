"""The records of a JSON file, one after the other, and all the text that stands between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, LONGEST
from piiscan.sources.formats.json.values import NotJson, Value, decode
from piiscan.sources.formats.json.window import VALUES, Window, after_blank

LARGEST = 64 << 20
"""Bytes of the largest document that is no array: what is made of its text takes ten times as much memory."""

Layout = Literal["document", "lines"]


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
            if line.count(b",") > VALUES:
                raise SourceUnreadable(file.source, f"line {number}: a record of more than {VALUES:,} values")
            try:
                yield from _line(line.decode())
            except NotJson as broken:
                raise NotJson(f"line {number}: {broken}") from None


def _line(text: str) -> Iterator[Piece]:
    start = after_blank(text, 0)
    yield text[:start]
    if start < len(text):
        value, end = decode(text, start)
        yield Record(text[start:end], value)
        yield text[end:]
        _require_blank(text, end)


def _document(file: SourceFile, start: int) -> Iterator[Piece]:
    with file.open() as stream:
        stream.seek(start)
        window = Window(stream, file.source)
        if window.comes("["):
            yield from _elements(window)
        elif file.stamp.size > LARGEST:
            raise SourceUnreadable(file.source, f"a JSON document of more than {LARGEST >> 20} MiB that is no array")
        else:
            yield from _line(window.whole())


def _elements(window: Window) -> Iterator[Piece]:
    window.pass_over("[")
    more = not window.comes("]")
    while more:
        yield window.take()
        value = window.value()
        yield Record(window.take(), value)
        if more := window.comes(","):
            window.pass_over(",")
            window.comes("")
    if not window.comes("]"):
        raise NotJson("not valid JSON")
    window.pass_over("]")
    if not window.comes(""):
        raise NotJson("not valid JSON")
    yield window.take()


def _require_blank(text: str, start: int) -> None:
    if after_blank(text, start) < len(text):
        raise NotJson("not valid JSON")


_LAYOUTS: dict[Layout, Callable[[SourceFile, int], Iterator[Piece]]] = {"lines": _lines, "document": _document}
