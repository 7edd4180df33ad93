"""A Bloom filter: which of many keys a set holds, in a few bits a key (B. H. Bloom, CACM 13 (7), 1970).

At 24 bits a key it takes one foreign key in 100,000 for its own: (1/2)^(24 ln 2). A fragment of 20 rows of 1,000,000
is seen whole, whichever rows they are. A bottom-k sketch of as many octets, k = 375,000 of 64 bits, would know 7 of
them, one of fixed size (k = 1,024) none. Binary fuse filters (Graf and Lemire, J. Exp. Algorithmics 27, 2022) need 13 %
above the bound of log2(1/e) bits a key instead of 44 %, but must have all keys at once, and cannot keep to a size.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log

import numpy as np
import numpy.typing as npt

__all__ = ["Bloom", "Keys"]

Keys = npt.NDArray[np.uint64]

_EACH = 24
"""Bits a key."""
_MOST = 1 << 29
"""Bits of one filter, 64 MiB: beyond 22 million keys it gets less sure, and not larger."""
_LEAST = 1 << 12


@dataclass(frozen=True, slots=True)
class Bloom:
    """`bits`, packed, and how many of them each key sets."""

    bits: npt.NDArray[np.uint8]
    hashes: int

    @staticmethod
    def sized(keys: int) -> Bloom:
        """An empty one for about so many keys; k = (m / n) ln 2 is best (Bloom)."""
        size = min(_MOST, max(_LEAST, _EACH * keys))
        return Bloom(np.zeros(ceil(size / 8), np.uint8), max(1, round(min(_EACH, size / max(1, keys)) * log(2))))

    def add(self, keys: Keys) -> None:
        """Keys are uniform 64 bits."""
        for places in self._places(keys):
            np.bitwise_or.at(self.bits, places >> 3, np.uint8(1) << (places & 7).astype(np.uint8))

    def holds(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """For each key whether it may be there; it is not where this says so."""
        held = np.ones(len(keys), np.bool_)
        for places in self._places(keys):
            held &= (self.bits[places >> 3] >> (places & 7).astype(np.uint8) & 1).astype(np.bool_)
        return held

    @property
    def chance(self) -> float:
        """Of a foreign key to be taken for one of its own: the share of set bits, to the power of the hashes."""
        return float((np.bitwise_count(self.bits).sum(dtype=np.int64) / (8 * len(self.bits))) ** self.hashes)

    def _places(self, keys: Keys) -> list[npt.NDArray[np.int64]]:
        """Of each hash: two halves of the key make all of them (Kirsch and Mitzenmacher, 2006)."""
        size = np.uint64(8 * len(self.bits))
        first, step = keys >> np.uint64(32), (keys & np.uint64(0xFFFFFFFF)) | np.uint64(1)
        return [((first + np.uint64(i) * step) % size).astype(np.int64) for i in range(self.hashes)]
