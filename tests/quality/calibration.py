"""Stated confidence against the share that is right: whether 0.9 means nine in ten.

Of each scored column the best candidate counts, whatever the verdict: one that was stated at 0.02 should be right in
one of fifty. The error is that of Guo et al. 2017, "On Calibration of Modern Neural Networks" (expected calibration
error): the mean distance of the two over all columns, by bins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.quality.labels import NONE, accepts
from tests.quality.scanning import Verdict
from tests.quality.scoring import scored, wilson

EDGES = (0.0, 0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0)
"""Of the bins: half-open but for the last, and narrower where most columns are."""


@dataclass(frozen=True)
class Bin:
    """Columns whose confidence is from `low` to `high`: how many, how many right, their mean confidence."""

    low: float
    high: float
    n: int
    right: int
    stated: float

    @property
    def share(self) -> float:
        return self.right / self.n

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.right, self.n)

    def as_dict(self) -> dict[str, object]:
        counts = {"from": self.low, "to": self.high, "n": self.n, "right": self.right}
        return {**counts, "stated": self.stated, "share": self.share, "share_95": self.interval}


def reliability(verdicts: Iterable[Verdict]) -> list[Bin]:
    """The bins that hold columns, lowest first."""
    stated = [verdict for verdict in scored(verdicts) if verdict.best is not None]
    return list(_bins(stated))


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error, from 0 to 1."""
    columns = sum(one.n for one in bins)
    return sum(one.n * abs(one.share - one.stated) for one in bins) / columns if columns else 0.0


def _bins(stated: Sequence[Verdict]) -> Iterator[Bin]:
    for low, high in pairwise(EDGES):
        inside = [v for v in stated if low <= v.confidence < high or v.confidence == high == EDGES[-1]]
        if inside:
            mean = sum(verdict.confidence for verdict in inside) / len(inside)
            yield Bin(low, high, len(inside), sum(map(_is_right, inside)), mean)


def _is_right(verdict: Verdict) -> bool:
    return verdict.best is not None and verdict.column.label != NONE and accepts(verdict.column.label, verdict.best)
