"""What one process remembers of a log between two of its own appends.

A file that nobody has written to since has the state of then: its identity, size and times. The system takes the time
from a clock that stands still for some milliseconds, in which two writes would look alike; so the time of modification
is set to one within them, by chance, that no write leaves behind.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from secrets import randbelow

from piiscan.audit.mark import Mark

__all__ = ["Memory"]

_WITHIN = 1_000_000
"""Nanoseconds."""


@dataclass(slots=True)
class Memory:
    """The mark that was left last, and the state of the file then."""

    mark: Mark | None = None
    state: tuple[int, ...] = ()

    def keep(self, mark: Mark, descriptor: int) -> None:
        """Of a log that is locked, and holds up to its end as `mark` says."""
        found = os.fstat(descriptor)
        os.utime(descriptor, ns=(found.st_atime_ns, found.st_mtime_ns - 1 - randbelow(_WITHIN)))
        self.mark, self.state = mark, _state(descriptor)

    def recall(self, descriptor: int) -> Mark | None:
        """The mark, where the file is as it was."""
        return self.mark if self.state == _state(descriptor) else None


def _state(descriptor: int) -> tuple[int, ...]:
    found = os.fstat(descriptor)
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
