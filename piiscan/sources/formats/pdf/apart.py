"""What `pages` reads of a PDF, read by a process of its own: forms that draw each other make pdfium grow without end.

That process may take so much memory, and all of one file so much time; whatever ends it, this one goes on, and tells.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from typing import Any

from piiscan.sources.formats.pdf.pages import Page, Unopened
from piiscan.sources.limited import limited

MEMORY = 640 << 20
"""Octets that drawing may take beside the file itself: 16 MiB of operators take 500 MiB."""

SECONDS, OCTETS_A_SECOND = 40, 4 << 20
"""Seconds of the processor that all drawing of a file may take, and one more for so many of its octets."""

ENDLESS = f"takes more than {MEMORY >> 20} MiB, or far more time than others, to draw, as forms that draw each other do"

_PROGRAM = Path(__file__).with_name("pages.py")


class Endless(Exception):
    """The process was ended before it was done."""


class Apart:
    """A process for each of its calls, and the time that is left for one file."""

    def __init__(self, size: int) -> None:
        self._left = float(SECONDS + size // OCTETS_A_SECOND)

    def pages(self, data: bytes) -> Iterator[Page]:
        """As `pages.pages`. Raises Unopened and Endless."""
        for number, lines, numbers, *told in self._read("pages", data):
            yield Page(number, tuple(lines), tuple(numbers), *told)

    def attachments(self, data: bytes) -> Iterator[tuple[str, bytes]]:
        """As `pages.attachments`. Raises Unopened and Endless."""
        for name, content in self._read("attachments", data):
            yield name, b64decode(content)

    def _read(self, what: str, data: bytes) -> Iterator[Any]:
        seconds, memory = max(1, round(self._left)), MEMORY + 2 * len(data)
        with limited(_PROGRAM, what, seconds=seconds, memory=memory, stdin=PIPE) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError), process.stdin as stream:
                stream.write(data)
            for line in process.stdout:
                match json.loads(line):
                    case str(reason):
                        raise Unopened(reason)
                    case float(taken):
                        self._left -= taken
                    case found:
                        yield found
            if process.wait():
                raise Endless
