"""Private temporary copies of what cannot be read in place: standard input, and what lies under a coding.

The copy never has a name where the system allows it (mode 0600 where not), and is gone with the process
or with the last table that reads it, whatever happens.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from typing import BinaryIO

BLOCK = 1 << 20


class Spool:
    """An open temporary file that can be opened again by `path` for as long as this object lives."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        with tempfile.TemporaryFile() as copy:
            for block in blocks:
                copy.write(block)
            copy.flush()
            descriptor = os.dup(copy.fileno())
        self.path = f"/dev/fd/{descriptor}"
        weakref.finalize(self, os.close, descriptor)


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream, a block at a time."""
    return iter(lambda: stream.read(BLOCK), b"")
