"""XML as a stream of what a handler makes of it, in bounded memory. No DTD, so no entity and no outside reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, NoReturn, Protocol, TypeVar
from xml.parsers import expat

BLOCK = 1 << 16
LONGEST = 32 << 20
"""Bytes of XML in which something must be complete: a row of 16,384 cells of 2,000 characters."""

Made = TypeVar("Made")


class Handler(Protocol[Made]):
    """Gets the events of a parser, and gives what it has made of them since it was asked last."""

    @property
    def start(self) -> Callable[[str, dict[str, str]], object]: ...
    @property
    def end(self) -> Callable[[str], object]: ...
    @property
    def text(self) -> Callable[[str], object]: ...
    def take(self, done: bool) -> list[Made]:
        """`done` tells that nothing follows."""
        ...


class Local(dict[str, str]):
    """Names of elements without their prefix, each worked out once."""

    def __missing__(self, name: str) -> str:
        self[name] = local = name.rpartition(":")[2]
        return local


def parsed(stream: IO[bytes], handler: Handler[Made]) -> Iterator[Made]:
    """Raises ExpatError for what is not well-formed, ValueError for a DTD or an element without end."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    since = 0
    while block := stream.read(BLOCK):
        parser.Parse(block, False)
        made = handler.take(False)
        since = 0 if made else since + len(block)
        if since > LONGEST:
            raise ValueError("an element is too long")
        yield from made
    parser.Parse(b"", True)
    yield from handler.take(True)


def _refuse(*_: object) -> NoReturn:
    raise ValueError("a workbook has no DTD")
