"""The check digit that numbers are due, from the digits before it: valid numbers stay valid, wrong ones wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from piiscan.transforms.fpe.columns import by_length, numerals, symbols_of, texts

__all__ = ["CHECKS", "Check", "completed"]

Numerals = NDArray[np.uint8]
Sums = NDArray[np.int64]


class Check(NamedTuple):
    """`due` says, a row a number, which of the `symbols` belongs behind its digits."""

    symbols: str
    due: Callable[[Numerals], Sums]

    def moved(self, before: Numerals, given: Numerals, after: Numerals) -> Numerals:
        """The symbols (as numerals) behind new digits: as far from the due ones as the given ones were."""
        wrong = given - self.due(before)
        return ((self.due(after) + wrong) % len(self.symbols)).astype(np.uint8)


def _luhn(digits: Numerals) -> Sums:
    places = digits[:, ::-1].astype(np.int64)
    doubled = places[:, ::2] * 2
    total = (doubled - 9 * (doubled > 9)).sum(axis=1) + places[:, 1::2].sum(axis=1)
    due: Sums = -total % 10
    return due


def _mod11_2(digits: Numerals) -> Sums:
    weights = [pow(2, digits.shape[1] - place, 11) for place in range(digits.shape[1])]
    due: Sums = (1 - digits.astype(np.int64) @ np.asarray(weights)) % 11
    return due


CHECKS: Mapping[str, Check] = {
    "luhn": Check("0123456789", _luhn),
    "mod11_2": Check("0123456789X", _mod11_2),
}
"""The Luhn formula (ISO/IEC 7812-1, annex B) and MOD 11-2 (ISO 7064, as GB 11643 takes it for resident numbers)."""


def completed(stems: pl.Series, rule: str) -> pl.Series:
    """Digits (String, or null), each with the check digit that the rule gives it."""
    done = stems.clear(len(stems))
    for rows, octets in by_length(stems):
        due = CHECKS[rule].due(numerals(octets, "0123456789")).astype(np.uint8)
        check = symbols_of(due, CHECKS[rule].symbols)
        done = done.scatter(rows, texts(np.column_stack([octets, check])))
    return done
