"""Dates inside numbers, as rules on the matrix of their places (see `checksums`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import numpy as np

from .checksums import Mask, Matrix, Rule

_DAYS = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def dated(year: int, month: int, day: int, months: Iterable[int] = (), days: int = 100) -> Rule:
    """Two places each, from `year`, `month` and `day` on, are a day of the calendar.

    States add to the month what tells centuries or sexes apart, and to the day what tells kinds of number apart:
    month and day count modulo `months`, one after the other, and `days`. A 29 February needs a year divisible by 4.
    """

    def rule(places: Matrix) -> Mask:
        numbers = two(places, year), reduce(np.mod, months, two(places, month)), two(places, day) % days
        return is_day(*numbers)

    return rule


def dated_in_full(at: int) -> Rule:
    """The eight places from `at` on (yyyymmdd) are a day of the Gregorian calendar."""

    def rule(places: Matrix) -> Mask:
        century, year = two(places, at), two(places, at + 2)
        leap = np.where(year == 0, century, year)  # centuries are leap years where 4 divides their number
        return is_day(leap, two(places, at + 4), two(places, at + 6))

    return rule


def is_day(year: Matrix, month: Matrix, day: Matrix) -> Mask:
    """Whether these are days of the calendar; of `year` only its place among leap years counts."""
    last = _DAYS[np.where(month <= 12, month, 0)] - ((month == 2) & (year % 4 != 0))
    verdict: Mask = (day >= 1) & (day <= last)
    return verdict


def two(places: Matrix, at: int) -> Matrix:
    """The number in the two places from `at` on."""
    return 10 * places[:, at] + places[:, at + 1]
