"""Check digits of personal numbers of Asia, America, Africa and Oceania: columns of canonical values in, masks out.

Rules as published by the states; each is held against python-stdnum by the tests.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import polars as pl

from ..checksums import BASE36, DIGITS, Mask, Matrix, Rule, every, holds, luhn, not_zero, stated, weighted
from ..dates import dated

_CHILEAN = stated([8, 9, 4, 5, 6, 7, 8, 9], "0123456789K")
_COLOMBIAN = stated([41, 37, 29, 23, 19, 17, 13, 7, 3], "01987654321")

_VERHOEFF_SQUARE = np.array(
    [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
        [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
        [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
        [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
        [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
        [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
        [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
        [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
        [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
    ]
)
"""Multiplication of the dihedral group of ten elements."""
_VERHOEFF_TURN = np.array([1, 5, 7, 6, 2, 8, 3, 0, 9, 4])
"""The permutation that is applied once more for each place from the right."""


def br_cpf(values: pl.Series) -> pl.Series:
    """Weights 10 to 2, then 11 to 2, modulo 11, zero for ten; not one digit eleven times."""
    rule = every(_after(range(10, 1, -1), 9), _after(range(11, 1, -1), 10), _several)
    return holds(values, DIGITS, rule, widths=[11])


def br_cnpj(values: pl.Series) -> pl.Series:
    """Weights 5 to 2 and 9 to 2, then 6 to 2 and 9 to 2, modulo 11, zero for ten."""
    tail = [9, 8, 7, 6, 5, 4, 3, 2]
    rule = every(_after([5, 4, 3, 2, *tail], 12), _after([6, 5, 4, 3, 2, *tail], 13), _several)
    return holds(values, DIGITS, rule, widths=[14])


def mx_curp(values: pl.Series) -> pl.Series:
    """A birth date, and weights 18 to 2 on symbols in which Ñ stands after N, modulo 10."""
    return holds(values, BASE36, _mexican, widths=[18])


def ar_cuit(values: pl.Series) -> pl.Series:
    """Weights 5 4 3 2 7 6 5 4 3 2 modulo 11, 9 for the remainder 1."""
    return holds(values, DIGITS, stated([5, 4, 3, 2, 7, 6, 5, 4, 3, 2], "09987654321"), widths=[11])


def cl_rut(values: pl.Series) -> pl.Series:
    """Weights 2 to 7 from the right, modulo 11, K for ten."""
    return holds(values.str.zfill(9), BASE36, every(not_zero, _CHILEAN), widths=[9])


def co_nit(values: pl.Series) -> pl.Series:
    """Weights 3 7 13 17 19 23 29 37 41 from the right, modulo 11."""
    return holds(values.str.zfill(10), DIGITS, every(not_zero, _COLOMBIAN), widths=[10])


def ec_ci(values: pl.Series) -> pl.Series:
    """The Luhn formula behind a province (01 to 24, 30, 50) and a third digit below 7."""
    return holds(values, DIGITS, luhn, widths=[10])


def do_cedula(values: pl.Series) -> pl.Series:
    """The Luhn formula on eleven digits."""
    return holds(values, DIGITS, every(luhn, _several), widths=[11])


def ca_sin(values: pl.Series) -> pl.Series:
    """The Luhn formula on nine digits."""
    return holds(values, DIGITS, luhn, widths=[9])


def il_id(values: pl.Series) -> pl.Series:
    """The Luhn formula on nine digits, zeros before shorter numbers."""
    return holds(values.str.zfill(9), DIGITS, every(luhn, not_zero), widths=[9])


def ae_id(values: pl.Series) -> pl.Series:
    """The Luhn formula on fifteen digits that begin with 784 (ISO 3166-1)."""
    return holds(values, DIGITS, luhn, widths=[15])


def za_id(values: pl.Series) -> pl.Series:
    """A birth date yymmdd and the Luhn formula."""
    return holds(values, DIGITS, every(dated(0, 2, 4), luhn), widths=[13])


def tr_tckimlik(values: pl.Series) -> pl.Series:
    """Digit 10 makes 3 and 1 in turn on the first nine divisible by ten, digit 11 is the sum of the ten before it."""
    inner, outer = weighted([3, 1] * 4 + [3, 1, 0], 10), weighted([1] * 10 + [-1], 10)
    return holds(values, DIGITS, every(inner, outer), widths=[11])


def jp_my_number(values: pl.Series) -> pl.Series:
    """Weights 6 5 4 3 2 7 6 5 4 3 2 modulo 11, zero for the remainders 0 and 1."""
    return holds(values, DIGITS, stated([6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], "00987654321"), widths=[12])


def th_pin(values: pl.Series) -> pl.Series:
    """Weights 13 to 2 modulo 11: 11 less the remainder, its last digit."""
    return holds(values, DIGITS, stated([*range(13, 1, -1)], "10987654321"), widths=[13])


def in_aadhaar(values: pl.Series) -> pl.Series:
    """The Verhoeff scheme on twelve digits that are no palindrome."""
    return holds(values, DIGITS, every(_verhoeff, _no_palindrome), widths=[12])


def ru_inn(values: pl.Series) -> pl.Series:
    """Persons: two check digits by 7 2 4 10 3 5 9 4 6 8 and 3 before these; firms: one by 2 4 10 3 5 9 4 6 8."""
    firm, zero = [2, 4, 10, 3, 5, 9, 4, 6, 8], "01234567890"
    inner, outer = stated([7, *firm], zero), stated([3, 7, *firm], zero)
    person = holds(values, DIGITS, every(lambda p: inner(p[:, :11]), outer), widths=[12])
    return person | holds(values, DIGITS, stated(firm, zero), widths=[10])


def ru_snils(values: pl.Series) -> pl.Series:
    """Weights 9 to 1 on nine digits, modulo 101, 00 for 100, are the last two."""
    return holds(values, DIGITS, _insurance, widths=[11])


def ua_rntrc(values: pl.Series) -> pl.Series:
    """Weights -1 5 7 9 4 6 10 5 7 modulo 11, zero for ten."""
    return holds(values, DIGITS, stated([-1, 5, 7, 9, 4, 6, 10, 5, 7], "01234567890"), widths=[10])


def au_tfn(values: pl.Series) -> pl.Series:
    """Weights 1 4 3 7 5 8 6 9 10 on nine digits or, of old numbers, eight, modulo 11."""
    nine = holds(values, DIGITS, weighted([1, 4, 3, 7, 5, 8, 6, 9, 10], 11), widths=[9])
    return nine | holds(values, DIGITS, weighted([1, 4, 3, 7, 5, 8, 6, 9], 11), widths=[8])


def nz_ird(values: pl.Series) -> pl.Series:
    """Weights 3 2 7 6 5 4 3 2 modulo 11, or 7 4 3 2 5 2 7 6 where these leave ten; 10,000,000 to 150,000,000."""
    return holds(values.str.zfill(9), DIGITS, _zealand, widths=[9])


def _after(weights: Iterable[int], width: int) -> Rule:
    """The place after `width` is 11 less the weighted sum of those before it modulo 11, zero for more than nine."""
    rule = stated(list(weights), "00987654321")
    return lambda places: rule(places[:, : width + 1])


def _no_palindrome(places: Matrix) -> Mask:
    verdict: Mask = (places != places[:, ::-1]).any(axis=1)
    return verdict


def _several(places: Matrix) -> Mask:
    verdict: Mask = (places != places[:, :1]).any(axis=1)
    return verdict


def _mexican(places: Matrix) -> Mask:
    total = (places[:, :17] + (places[:, :17] > BASE36.index("N"))) @ np.arange(18, 1, -1)
    check: Mask = -total % 10 == places[:, 17]
    return check & dated(4, 6, 8)(places)


def _verhoeff(places: Matrix) -> Mask:
    remainder, turned = np.zeros(len(places), dtype=np.int64), np.arange(10)
    for place in places[:, ::-1].T:
        remainder = _VERHOEFF_SQUARE[remainder, turned[place]]
        turned = _VERHOEFF_TURN[turned]
    verdict: Mask = np.equal(remainder, 0)
    return verdict


def _insurance(places: Matrix) -> Mask:
    total = places[:, :9] @ np.arange(9, 0, -1) % 101 % 100
    verdict: Mask = np.equal(total, 10 * places[:, 9] + places[:, 10])
    return verdict


def _zealand(places: Matrix) -> Mask:
    eight = places[:, :8]
    once, again = -(eight @ [3, 2, 7, 6, 5, 4, 3, 2]) % 11, -(eight @ [7, 4, 3, 2, 5, 2, 7, 6]) % 11
    number = places @ (10 ** np.arange(8, -1, -1, dtype=np.int64))
    verdict: Mask = np.equal(np.where(once == 10, again, once), places[:, 8])
    return verdict & (number > 10_000_000) & (number < 150_000_000)
