"""Checks of mainland numbers: each takes a column of canonical values and says which are right."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

from ..checksums import BASE36, DIGITS, DIGITS_X, Mask, Matrix, every, holds, luhn, pure, weighted
from ..dates import dated_in_full

_MAINLAND = r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]"
"""Province codes of GB/T 2260, first two digits of an area."""
_USCC_SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = [*(pow(3, place, 31) for place in range(17)), 1]


def resident_id(values: pl.Series) -> pl.Series:
    """GB 11643-1999: a mainland area, a date of the calendar, and the MOD 11-2 check digit."""
    return _dated(values, rf"^(?:{_MAINLAND})[0-9]{{15}}[0-9X]$")


def hmt_residence_permit(values: pl.Series) -> pl.Series:
    """As a resident number, with area 810000 (Hong Kong), 820000 (Macau) or 830000 (Taiwan)."""
    return _dated(values, "^8[123]0000[0-9]{11}[0-9X]$")


def foreigner_permanent_id(values: pl.Series) -> pl.Series:
    """The card of 2023: 9, a mainland province, a country of three digits, date, sequence, MOD 11-2."""
    return _dated(values, rf"^9(?:{_MAINLAND})[0-9]{{14}}[0-9X]$")


def bank_card(values: pl.Series) -> pl.Series:
    """13 to 19 digits under the Luhn formula (ISO/IEC 7812-1; issuer prefixes are the pattern's business)."""
    return holds(values, DIGITS, luhn, widths=range(13, 20))


def uscc(values: pl.Series) -> pl.Series:
    """GB 32100-2015: 18 symbols, weights 3^i modulo 31, the sum with the check symbol divisible by 31."""
    return holds(values, _USCC_SYMBOLS, weighted(_USCC_WEIGHTS, 31), widths=[18])


def org_code(values: pl.Series) -> pl.Series:
    """GB 11714-1997: weights 3 7 9 10 5 8 4 2 on eight symbols, check digit modulo 11 with X for ten."""
    return holds(values, BASE36, _organisation, widths=[9])


def surname(values: pl.Series) -> pl.Series:
    """A Chinese name: it starts with a surname, is no common word and no city, and its given name holds no
    character that given names avoid. Names with a middle dot, as of Uygurs, have no surname and pass.
    """
    family = pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(values))
    for length in (1, 2, 3):
        family |= values.str.slice(0, length).is_in(_words("surnames")).fill_null(False)
    strange = values.str.slice(1).str.contains_any(_words("not_given"))
    word = values.is_in(_words("not_names")) | values.is_in(_words("cities"))
    return values.str.contains("·", literal=True) | (family & ~strange & ~word)


def _dated(values: pl.Series, shape: str) -> pl.Series:
    shaped = values.str.contains(shape).fill_null(False)
    return shaped & holds(values, DIGITS_X, every(dated_in_full(6), pure(11, 2, 18)), widths=[18])


def _organisation(places: Matrix) -> Mask:
    ten = places[:, 8] == BASE36.index("X")
    total = places[:, :8] @ np.array([3, 7, 9, 10, 5, 8, 4, 2]) + np.where(ten, 10, places[:, 8])
    verdict: Mask = (total % 11 == 0) & (ten | (places[:, 8] < 10))
    return verdict


@cache
def _words(name: str) -> pl.Series:
    """Words of `<name>.txt`, separated by white space, in a Series that `is_in` can search."""
    lines = files(__package__).joinpath(f"{name}.txt").read_text("utf-8").splitlines()
    words = sorted({word for line in lines if not line.startswith("#") for word in line.split()})
    return pl.Series(words, dtype=pl.String).implode()
