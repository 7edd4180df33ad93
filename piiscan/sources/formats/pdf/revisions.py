"""Earlier states of a PDF: an update is written behind what it changes, which stays there (ISO 32000-2, 7.5.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from piiscan.sources.formats.pdf.pages import Page, Unopened

MOST = 20
"""Earlier states that are read; those of a file that was signed and filled in are a handful."""

_END = re.compile(rb"%%EOF[ \t]*(?:\r\n|\r|\n)?")


def earlier(data: bytes, current: Sequence[Page], draw: Callable[[bytes], Iterator[Page]]) -> Iterator[tuple[str, ...]]:
    """Of each state the lines that no later one has; the file may have ends that end no state of it."""
    known = {line for page in current for line in page.lines}
    for end in reversed(_ends(data)[-MOST - 1 : -1]):
        try:
            lines = [line for page in draw(data[:end]) for line in page.lines]
        except Unopened:
            continue
        yield tuple(dict.fromkeys(line for line in lines if line not in known))
        known.update(lines)


def behind(data: bytes) -> Iterator[str]:
    """What is not read of the end of the file, and of its past."""
    ends = _ends(data)
    if not ends:
        yield "has no end: damaged, or cut short"
    elif data[ends[-1] :].strip(b"\0\r\n\t "):
        yield "bytes follow on its end: they are not read"
    if len(ends) > MOST + 1:
        yield f"has more than {MOST} earlier states: the oldest are not read"


def _ends(data: bytes) -> list[int]:
    return [found.end() for found in _END.finditer(data)]
