"""What `pages` reads of a PDF, read by a process of its own: forms that draw each other make pdfium grow without end.

That process may take so much memory, and all of one file so much time; whatever ends it, this one goes on, and tells.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from piiscan.sources.formats.pdf.pages import Page, Unopened

MEMORY = 640 << 20
"""Octets that drawing may take beside the file itself: 16 MiB of operators take 500 MiB."""

SECONDS = 40
"""Seconds of the processor that all drawing of one file may take."""

ENDLESS = f"cannot be drawn in {SECONDS} seconds and {MEMORY >> 20} MiB, as forms that draw each other cannot"

_PROGRAM = Path(__file__).with_name("pages.py")


class Endless(Exception):
    """The process was ended before it was done."""


class Apart:
    """A process for each of its calls, and the time that is left for one file."""

    def __init__(self) -> None:
        self._left = float(SECONDS)

    def pages(self, data: bytes) -> Iterator[Page]:
        """As `pages.pages`. Raises Unopened and Endless."""
        for number, lines, numbers, *told in self._read("pages", data):
            yield Page(number, tuple(lines), tuple(numbers), *told)

    def attachments(self, data: bytes) -> Iterator[tuple[str, bytes]]:
        """As `pages.attachments`. Raises Unopened and Endless."""
        for name, content in self._read("attachments", data):
            yield name, b64decode(content)

    def _read(self, what: str, data: bytes) -> Iterator[Any]:
        with _started(what, max(1, round(self._left)), MEMORY + 2 * len(data)) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError), process.stdin as stream:
                stream.write(data)
            for line in process.stdout:
                match json.loads(line):
                    case str(reason):
                        raise Unopened(reason)
                    case float(seconds):
                        self._left -= seconds
                    case found:
                        yield found
            if process.wait():
                raise Endless


@contextmanager
def _started(what: str, seconds: int, memory: int) -> Iterator[subprocess.Popen[bytes]]:
    """It finds the modules that this one finds, and says nothing of what it reads but to this one."""
    process = subprocess.Popen(
        [sys.executable, "-P", str(_PROGRAM), what, str(seconds), str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with process:
        try:
            yield process
        finally:
            process.kill()
