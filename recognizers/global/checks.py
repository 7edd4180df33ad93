"""Checks of international numbers: each takes a column of canonical values and says which are right."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from ..checksums import BASE36, DIGITS, Mask, Matrix, holds, luhn, weighted
from ..checksums import iban as iban_rule
from .names import person
from .phones import phone
from .registries import COUNTRIES, IBAN_LENGTHS
from .wallets import bitcoin, ethereum

__all__ = ["bic", "bitcoin", "credit_card", "ethereum", "gb_nhs", "iban", "iccid", "imei", "person", "phone", "vin"]

_VIN_VALUES = np.array([*range(10), 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5, 6, 7, 8, 9])
_VIN_WEIGHTS = np.array([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2])
_X = BASE36.index("X")


def credit_card(values: pl.Series) -> pl.Series:
    """12 to 19 digits under the Luhn formula (ISO/IEC 7812-1; issuer prefixes are the pattern's business)."""
    return holds(values, DIGITS, luhn, widths=range(12, 20))


def imei(values: pl.Series) -> pl.Series:
    """15 digits under the Luhn formula (3GPP TS 23.003, annex B), not all zero."""
    return holds(values, DIGITS, _not_all_zero(luhn), widths=[15])


def iccid(values: pl.Series) -> pl.Series:
    """19 or 20 digits under the Luhn formula (ITU-T E.118)."""
    return holds(values, DIGITS, luhn, widths=[19, 20])


def iban(values: pl.Series) -> pl.Series:
    """MOD 97-10 holds, and the length is the one that the registry of ISO 13616 gives the country."""
    due = values.str.slice(0, 2).replace_strict(IBAN_LENGTHS, default=None, return_dtype=pl.UInt32)
    fits = (values.str.len_chars() == due).fill_null(False)
    return fits & holds(values, BASE36, iban_rule, widths=set(IBAN_LENGTHS.values()))


def bic(values: pl.Series) -> pl.Series:
    """Places 5 and 6 name a country (ISO 9362)."""
    return values.str.slice(4, 2).is_in(list(COUNTRIES)).fill_null(False)


def gb_nhs(values: pl.Series) -> pl.Series:
    """Ten digits, weights 10 to 2, and a check digit that makes the sum divisible by 11 (NHS Data Dictionary)."""
    return holds(values, DIGITS, weighted([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], 11), widths=[10])


def vin(values: pl.Series) -> pl.Series:
    """Place 9 is the weighted sum of all others modulo 11, X for ten (49 CFR 565.15(c))."""
    return holds(values, BASE36, _vin, widths=[17])


def _vin(places: Matrix) -> Mask:
    stated = np.where(places[:, 8] == _X, 10, places[:, 8])
    remainder: Matrix = _VIN_VALUES[places] @ _VIN_WEIGHTS % 11
    return np.equal(remainder, stated)


def _not_all_zero(rule: Callable[[Matrix], Mask]) -> Callable[[Matrix], Mask]:
    return lambda places: rule(places) & places.any(axis=1)
