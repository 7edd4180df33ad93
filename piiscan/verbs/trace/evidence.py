"""How much a file speaks for a delivery: how much likelier its matches are if part of it came from there.

If a share s of the pieces came from the delivery and the others match by chance p, a match is (1 - s) + s / p times as
likely as by chance alone, and no match 1 - s times. The product over all pieces is averaged over shares, as nobody
knows the share. By chance alone the expectation of that average is at most 1, whatever s is, so that it reaches 10^n
with a probability of at most 10^-n (Markov's inequality).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from piiscan.verbs.trace.bloom import Keys
from piiscan.verbs.trace.combinations import Grid, matching
from piiscan.verbs.trace.sketch import Known

__all__ = ["first_met", "odds_of_pieces", "odds_of_rows", "rows_met"]

_SHARES = np.array([1e-5, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98])


def first_met(keys: Keys, known: list[Known]) -> npt.NDArray[np.int64]:
    """For each key the number of the filter that holds it, the one that is rarest met by chance; -1 for none."""
    met = np.full(len(keys), -1, np.int64)
    for number in sorted(range(len(known)), key=lambda number: known[number].chance):
        left = np.flatnonzero(met < 0)
        met[left[known[number].filter.holds(keys[left])]] = number
    return met


def odds_of_pieces(met: npt.NDArray[np.int64], known: list[Known]) -> float:
    """The evidence of distinct pieces, as a power of ten; `met` as `first_met` gives it.

    With several filters each may bring its part: 1 / p is divided by their number, so that the expectation stays.
    """
    gains = np.array([1 / (len(known) * one.chance) for one in known])
    counts = np.bincount(met[met >= 0], minlength=len(known))
    missed = np.log1p(-_SHARES) * int((met < 0).sum())
    return _mean(missed + (np.log1p(_SHARES[:, None] * (gains[None, :] - 1)) * counts).sum(axis=1))


def rows_met(cells: Grid, known: list[Known]) -> npt.NDArray[np.bool_]:
    """Rows by filters: whether some of the row's cells are a combination that the filter holds."""
    met = np.zeros((len(cells), len(known)), np.bool_)
    for rows, keys in matching(cells):
        for number, one in enumerate(known):
            met[rows, number] |= one.filter.holds(keys)
    return met


def odds_of_rows(met: npt.NDArray[np.bool_], known: list[Known], tries: int) -> float:
    """The evidence of distinct rows, as `odds_of_pieces`. A filter is tried with so many combinations of each row."""
    chances = np.array([min(1.0, one.chance + tries * one.filter.chance) for one in known])
    gains = (met / chances).sum(axis=1) / len(known)
    return _mean(np.log1p(_SHARES[:, None] * (gains[None, :] - 1)).sum(axis=1))


def _mean(logarithms: npt.NDArray[np.float64]) -> float:
    """Of what these are the natural logarithms of, as a power of ten."""
    return float((np.logaddexp.reduce(logarithms) - np.log(len(logarithms))) / np.log(10))
