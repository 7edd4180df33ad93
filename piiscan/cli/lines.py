"""Lines of a file or of stdin: they end at LF, every line counts, empty ones too, and none waits for the next."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import closing, nullcontext
from io import BufferedReader, UnsupportedOperation
from itertools import chain
from pathlib import Path
from select import select
from typing import cast

import typer

from piiscan.errors import SourceUnreadable, UsageError

BLOCK = 8 * 1024 * 1024
"""Bytes of lines that are worked on at a time, where so many have arrived."""

LONGEST = 16 * 1024 * 1024
"""Bytes of the longest line that is read, as of the longest in a text file (sources)."""

TOO_LONG, NOT_UTF8 = f"longer than {LONGEST >> 20} MiB", "not UTF-8 text"

_PATIENCE = 0.02
"""Seconds to wait for more lines before those that are there are worked on."""


def lines_of(file: str) -> list[str | None]:
    """Each line without its LF; None for one that is not UTF-8 or too long, which is said on stderr.

    Raises UsageError where there is no such file, SourceUnreadable where it cannot be read.
    """
    texts: list[str | None] = []
    with closing(Unread(file)) as unread:
        for number, line in enumerate(chain.from_iterable(portions(file)), 1):
            texts.append(decoded(line))
            if texts[-1] is None:
                unread.add(number, NOT_UTF8 if line else TOO_LONG)
    return texts


def portions(file: str) -> Iterator[list[bytes | None]]:
    """The lines without their LF, as many at a time as have arrived; None for one that is too long.

    Memory is that of a block and a line. Raises as `lines_of`.
    """
    if file != "-" and not Path(file).exists():
        raise UsageError(f"{file}: no such file")
    try:
        with _opened(file) as stream:
            yield from _split(_blocks(stream))
    except OSError as failed:
        raise SourceUnreadable(file, (failed.strerror or "cannot be read").lower()) from None


def decoded(line: bytes | None) -> str | None:
    """The line as text; None for what is not UTF-8, and for None."""
    try:
        return line if line is None else line.decode()
    except UnicodeDecodeError:
        return None


class Unread:
    """Which lines of a file could not be read, and why: the first of each kind and how many."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[str, tuple[int, int]] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, number: int, why: str) -> None:
        first, count = self._found.get(why, (number, 0))
        self._found[why] = first, count + 1

    def close(self) -> None:
        """Say so on stderr."""
        for why, (first, count) in self._found.items():
            others = f" and {count - 1:,} other lines" if count > 1 else ""
            typer.echo(f"piiscan: {self._file}: line {first}{others}: {why}", err=True)


def _opened(file: str) -> nullcontext[BufferedReader] | BufferedReader:
    return nullcontext(cast(BufferedReader, sys.stdin.buffer)) if file == "-" else Path(file).open("rb")


def _blocks(stream: BufferedReader) -> Iterator[bytes]:
    """What has arrived, as soon as nothing more does, BLOCK bytes at most (a read more than that at times)."""
    while _ready(stream, None) and (block := stream.read1(BLOCK)):
        more = block
        while more and len(block) < BLOCK and _ready(stream, _PATIENCE):
            more = stream.read1(BLOCK)
            block += more
        yield block
        if not more:
            return


def _ready(stream: BufferedReader, seconds: float | None) -> bool:
    """Whether something arrives in that time. A signal ends the waiting, as it does not end a read (signal(7): the
    handler of Polars restarts system calls)."""
    try:
        return bool(select([stream], [], [], seconds)[0])
    except UnsupportedOperation:  # bytes in memory
        return True


def _split(blocks: Iterator[bytes]) -> Iterator[list[bytes | None]]:
    rest, bom = b"", BOM_UTF8
    for block in blocks:
        *whole, last = (rest + block).split(b"\n")
        rest = last[: LONGEST + 1]
        if whole:
            lines = [None if len(line) > LONGEST else line for line in whole]
            lines[0] = lines[0] and lines[0].removeprefix(bom)
            yield lines
            bom = b""
    if rest:
        yield [None if len(rest) > LONGEST else rest.removeprefix(bom)]
