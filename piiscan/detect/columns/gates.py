"""What a column of values is like, in bytes: enough to say which patterns cannot match in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
import polars as pl

from piiscan.detect.columns.needs import ANY, BEYOND_ASCII, Needs

_LONG = 64
"""Bytes of an average value from which nearly every byte occurs somewhere in the column: not worth a look."""

_SAMPLE = 1 << 16


@dataclass(frozen=True, slots=True)
class Facts:
    """Byte lengths of the shortest and the longest value, and which bytes occur: at the start, and anywhere."""

    shortest: int
    longest: int
    first: int = ANY
    present: int = ANY

    def allow_whole(self, needs: Needs) -> bool:
        """Whether some value may be a match from end to end."""
        fits = needs.least <= self.longest and self.shortest <= needs.most
        return fits and bool(needs.first & self.first) and self._has(needs)

    def allow_within(self, needs: Needs) -> bool:
        """Whether some value may hold a match."""
        return needs.least <= self.longest and self._has(needs)

    def _has(self, needs: Needs) -> bool:
        return all(wanted & self.present for wanted in needs.sets)


def facts(values: pl.Series) -> Facts:
    """Facts about values that are neither null nor empty; there is at least one."""
    lengths = values.str.len_bytes().to_numpy()
    shortest, longest = int(lengths.min()), int(lengths.max())
    if lengths.mean() > _LONG:
        return Facts(shortest, longest)
    octets = values.str.join("").cast(pl.Binary).item()
    starts = np.frombuffer(octets, np.uint8)[np.cumsum(lengths, dtype=np.int64) - lengths]
    return Facts(shortest, longest, _mask(starts.tobytes()), _mask(octets))


def _mask(octets: bytes) -> int:
    """The set of bytes that occur: those of the beginning, and of the rest what the beginning has not shown."""
    seen = set(octets[:_SAMPLE])
    rest = octets[_SAMPLE:].translate(None, bytes(seen))
    return reduce(or_, (1 << octet for octet in seen | set(rest)), 0)


_COMMON = reduce(or_, (1 << octet for octet in b"abcdefghijklmnopqrstuvwxyz "))
"""Bytes of nearly every text: asking for them tells nothing apart."""

_USUAL = reduce(or_, (1 << octet for octet in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,-'")) | BEYOND_ASCII


_REST = r"\x{80}-\x{10ffff}"


def rarity(wanted: int) -> int:
    """How often a text holds one of these bytes, as a number to compare by: the lower the rarer."""
    return (wanted & _COMMON).bit_count() * 10_000 + (wanted & _USUAL).bit_count() * 10 + wanted.bit_count()


def rarest(needs: Needs) -> int:
    """Of the sets that each give a match a byte, the one that fewest texts meet."""
    return min(needs.sets, key=rarity, default=ANY)


def holding(wanted: int) -> str | None:
    """A regular expression for texts with one of these bytes; None where nearly every text has one."""
    if wanted & _COMMON:
        return None
    listed = "".join(f"\\x{octet:02x}" for octet in range(128) if wanted >> octet & 1)
    return f"[{listed}{_REST if wanted & BEYOND_ASCII else ''}]"
