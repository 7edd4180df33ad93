"""XML as a stream of what a handler makes of it, in bounded memory. No DTD, so no entity and no outside reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, NoReturn, Protocol, TypeVar
from xml.parsers import expat

BLOCK = 1 << 16
LONGEST = 64 << 20
"""Bytes of XML in which something must be complete: a row of 16,384 cells of 4,000 characters."""

Made = TypeVar("Made", covariant=True)


class Handler(Protocol[Made]):
    """Gets the events of a parser, and gives what it has made of them since it was asked last."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, characters: str) -> None: ...
    def take(self) -> list[Made]: ...


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
        made = handler.take()
        since = 0 if made else since + len(block)
        if since > LONGEST:
            raise ValueError("an element is too long")
        yield from made
    parser.Parse(b"", True)
    yield from handler.take()


def _refuse(*_: object) -> NoReturn:
    raise ValueError("a workbook has no DTD")
