"""Private temporary copies of what cannot be read in place: standard input, and what lies under a coding.

A copy never has a name where the system allows it (mode 0600 where not), and is gone with the process or with
the last table that reads it, whatever happens. Copies that can be made again are let go of between uses, so
that ten thousand compressed files need neither ten thousand descriptors nor their disk.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import RLock
from typing import IO

BLOCK = 1 << 20

IDLE = 8
"""Most copies that nobody reads and that are kept nevertheless: the levels of nested archives, and a few more."""

IDLE_BYTES = 1 << 30
"""Most bytes of disk that such copies take."""

_made: list[weakref.ref[Spool]] = []
_lock = RLock()


class Spool:
    """A temporary file that is made when it is first asked for, and again if it was let go of since.

    `path` can be opened as long as the copy is held; `produce` yields the same bytes every time. With `once`
    it is asked for them at once, and never again.
    """

    def __init__(self, produce: Callable[[], Iterable[bytes]], once: bool = False) -> None:
        self._produce = produce
        self._holders = int(once)
        self._close: Callable[[], object] | None = None
        self._descriptor = -1
        self.size = 0
        self._make()

    @property
    def path(self) -> str:
        with _lock:
            self._make()
            return f"/dev/fd/{self._descriptor}"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the copy, and its path, until the block ends."""
        with _lock:
            self._make()
            self._holders += 1
        try:
            yield
        finally:
            with _lock:
                self._holders -= 1

    def _make(self) -> None:
        if self._close is None:
            with tempfile.TemporaryFile() as copy:
                for block in self._produce():
                    copy.write(block)
                copy.flush()
                self.size = copy.tell()
                self._descriptor = os.dup(copy.fileno())
            self._close = weakref.finalize(self, os.close, self._descriptor)
        _keep(self)

    def idle(self) -> bool:
        return self._holders == 0

    def let_go(self) -> None:
        if self._close is not None:
            self._close()
            self._close = None


def blocks(stream: IO[bytes]) -> Iterator[bytes]:
    """The bytes of a stream, a block at a time."""
    return iter(lambda: stream.read(BLOCK), b"")


def _keep(latest: Spool) -> None:
    """Let go of the idle copies that were used longest ago, until no more are left than may be."""
    alive = [spool for made in _made if (spool := made()) is not None and spool is not latest]
    idle = [spool for spool in alive if spool.idle()]
    while len(idle) >= IDLE or sum(spool.size for spool in idle) > IDLE_BYTES:
        idle[0].let_go()
        alive.remove(idle.pop(0))
    _made[:] = map(weakref.ref, [*alive, latest])
