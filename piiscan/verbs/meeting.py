"""Which sketches may hold the same values: found by an index of hashes, so that a lake is not compared pair by pair."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import numpy as np
import numpy.typing as npt

__all__ = ["SHARED", "Hashes", "Meeting", "shares"]

Hashes = npt.NDArray[np.uint64]
"""The smallest hashes of a column's values, sorted (model.evidence.Sketch)."""

SHARED = 0.9
"""Share of the smaller sketch that lies in the larger one, where columns join."""


class Meeting:
    """Sketches by the hashes in them."""

    def __init__(self, sketches: Sequence[Hashes]) -> None:
        """None of them is empty."""
        hashes = np.concatenate([*sketches, np.empty(0, np.uint64)])
        owners = np.repeat(np.arange(len(sketches)), [len(sketch) for sketch in sketches])
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owners = hashes[order], owners[order]

    def of(self, sketch: Hashes) -> npt.NDArray[np.intp]:
        """The places of all sketches that may share enough with this one, were it the smaller of the two, in order.

        So few of its values may be missing from the other that one of its first few must be there (prefix filtering:
        Chaudhuri, Ganti, Kaushik, "A Primitive Operator for Similarity Joins", ICDE 2006).
        """
        first = sketch[: len(sketch) - ceil(SHARED * len(sketch)) + 1]
        begins, ends = (np.searchsorted(self._hashes, first, side=side) for side in ("left", "right"))
        found = [self._owners[begin:end] for begin, end in zip(begins, ends, strict=True)]
        return np.unique(np.concatenate(found))


def shares(one: Hashes, other: Hashes, fewest: int) -> bool:
    """Whether the smaller sketch occurs in the other, below the largest hash both have seen."""
    seen = min(one[-1], other[-1])
    small, large = sorted((sketch[: np.searchsorted(sketch, seen, side="right")] for sketch in (one, other)), key=len)
    if len(small) < fewest:
        return False
    common = len(np.intersect1d(small, large, assume_unique=True))
    return common >= fewest and common >= SHARED * len(small)
