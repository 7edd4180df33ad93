"""Files that may unfold to far more than they say are first read by a process of its own, which may take so much.

What a library makes of a page or a stripe is known only when it lies in memory, and a library that gets none ends
its process. So the first to read such a file is one that may end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile, source_file
from piiscan.sources.limited import limited

MEMORY = 896 << 20
"""Octets that may be asked for, threads and libraries included."""

SECONDS, OCTETS_A_SECOND = 30, 8 << 20
"""Of the processor, for any file, and one more for so many of its octets."""

ENDLESS = f"takes more than {MEMORY >> 20} MiB, or far more time than others, to unpack, as a decompression bomb does"

Read = Callable[[SourceFile], Iterator[object]]


def try_out(file: SourceFile, read: Read) -> None:
    """Raise SourceUnreadable where reading all of it does, or takes too much."""
    named, seconds = (read.__module__, read.__name__), SECONDS + file.stamp.size // OCTETS_A_SECOND
    with (
        file.open() as stream,
        limited(Path(__file__), *named, seconds=seconds, memory=MEMORY, stdin=stream) as process,
    ):
        reason, _ = process.communicate()
    if process.returncode or reason:
        raise SourceUnreadable(file.source, reason.decode() or ENDLESS)


def _main(module: str, function: str) -> None:
    """Says why the file on standard input cannot be read."""
    read: Read = getattr(import_module(module), function)
    try:
        for _ in read(source_file("/dev/stdin", "", "")):
            pass
    except SourceUnreadable as failure:
        print(failure.reason, end="")
    except MemoryError:
        print(ENDLESS, end="")


if __name__ == "__main__":
    _main(*sys.argv[1:])
