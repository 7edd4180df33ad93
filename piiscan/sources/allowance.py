"""What one file on disk may unpack to, with all that lies in it: decompression bombs end here.

A bomb is cheap to send and costly to open: 42 kB of nested zips hold 4.5 PB. So the bytes that come out are
counted over all layers, members and levels of the outermost file together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from piiscan.errors import SourceUnreadable

RATIO = 100
"""Times its own size that a file may unpack to: tables shrink to a tenth, logs to a fiftieth."""

FLOOR = 128 << 20
"""Bytes that any file may unpack to: a constant column shrinks to nearly nothing, and this much does no harm."""

LARGEST = 64 << 30
"""Bytes that no file may unpack to: they lie on the disk of this machine, in private copies, while it is read."""

MEMBERS = 10_000
"""Most members of an archive, those of the archives in it included: each is opened, judged and reported."""

DEEPEST = 5
"""Levels of archives in archives, and of compressions around a file."""

TOO_DEEP = f"nested deeper than {DEEPEST}"


class Allowance:
    """Counted by what it comes from, so that what is read twice counts once."""

    def __init__(self, size: int) -> None:
        self._limit = max(FLOOR, min(LARGEST, RATIO * size))
        self._taken: dict[tuple[str, int], int] = {}
        self._members: set[str] = set()

    def charged(self, source: str, level: int, unpacked: Iterable[bytes]) -> Iterator[bytes]:
        """The same blocks. Raises SourceUnreadable where they, with all before, are more than may be."""
        unit, taken = (source, level), 0
        others = sum(self._taken.values()) - self._taken.get(unit, 0)
        for block in unpacked:
            taken += len(block)
            self._taken[unit] = max(taken, self._taken.get(unit, 0))
            if others + taken > self._limit:
                raise SourceUnreadable(source, self._refusal())
            yield block

    def admits(self, member: str) -> bool:
        """Whether one more member may be looked at."""
        if len(self._members) < MEMBERS:
            self._members.add(member)
        return member in self._members

    def _refusal(self) -> str:
        if self._limit == LARGEST:
            return f"unpacks to more than {LARGEST >> 30} GiB: unpack it, and scan what comes out"
        return (
            f"unpacks to more than {RATIO} times its size and {FLOOR >> 20} MiB, as a decompression bomb does:"
            " unpack it, and scan what comes out"
        )
