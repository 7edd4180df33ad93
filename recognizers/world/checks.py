"""Checks of other countries' numbers: each takes a column of canonical values and says which are right."""

from __future__ import annotations

from functools import partial

import numpy as np
import polars as pl

from ..checksums import BASE36, DIGITS, Mask, Matrix, holds, luhn, weighted
from .names import romanised
from .personal import (
    ae_id,
    ar_cuit,
    au_tfn,
    br_cnpj,
    br_cpf,
    ca_sin,
    cl_rut,
    co_nit,
    do_cedula,
    ec_ci,
    il_id,
    in_aadhaar,
    jp_my_number,
    mx_curp,
    nz_ird,
    ru_inn,
    ru_snils,
    th_pin,
    tr_tckimlik,
    ua_rntrc,
    za_id,
)

__all__ = [
    "ae_id",
    "ar_cuit",
    "au_medicare",
    "au_tfn",
    "br_cnpj",
    "br_cpf",
    "ca_sin",
    "cl_rut",
    "co_nit",
    "de_doctor",
    "de_document",
    "de_health",
    "de_pension",
    "do_cedula",
    "ec_ci",
    "il_id",
    "in_aadhaar",
    "jp_my_number",
    "mx_curp",
    "nz_ird",
    "romanised",
    "ru_inn",
    "ru_snils",
    "sg_nric",
    "th_pin",
    "tr_tckimlik",
    "ua_rntrc",
    "us_dea",
    "us_npi",
    "za_id",
]

_SG_LETTERS = {"S": "JZIHGFEDCBA", "T": "GFEDCBAJZIH", "F": "XWUTRQPNMLK", "G": "RQPNMLKXWUT", "M": "TRQPNJLKXWU"}
"""First letter -> check letters by the weighted sum of the digits modulo 11, that letter's offset counted in."""


def us_npi(values: pl.Series) -> pl.Series:
    """Ten digits under the Luhn formula with 80840, the issuer of health cards in the United States, before them."""
    return holds("80840" + values, DIGITS, luhn, widths=[15])


def us_dea(values: pl.Series) -> pl.Series:
    """The last of seven digits is that of d1 + d3 + d5 + 2 (d2 + d4 + d6) (DEA registration numbers, modelled on)."""
    return holds(values.str.slice(2), DIGITS, weighted([1, 2, 1, 2, 1, 2, 9], 10), widths=[7])


def au_medicare(values: pl.Series) -> pl.Series:
    """Digit 9 is the sum of the first eight by 1 3 7 9 1 3 7 9 modulo 10 (Medicare card numbers, modelled on)."""
    rule = weighted([1, 3, 7, 9, 1, 3, 7, 9, 9], 10)
    return holds(values, DIGITS, lambda places: rule(places[:, :9]), widths=[10, 11])


def de_health(values: pl.Series) -> pl.Series:
    """Krankenversichertennummer: letter as two digits, weights 1 2, sums of digits modulo 10 (SGB V section 290)."""
    return holds(values, BASE36, lambda places: _digit_sums(_spelt(places, 0), [1, 2] * 5), widths=[10])


def de_pension(values: pl.Series) -> pl.Series:
    """Rentenversicherungsnummer: letter as two digits, weights 2 1 2 5 7 1 2 1 2 1 2 1, sums of digits modulo 10."""
    weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
    return holds(values, BASE36, lambda places: _digit_sums(_spelt(places, 8), weights), widths=[12])


def de_doctor(values: pl.Series) -> pl.Series:
    """Lebenslange Arztnummer: weights 4 9 on six digits, and the seventh makes the sum divisible by 10."""
    rule = weighted([4, 9, 4, 9, 4, 9, 1], 10)
    return holds(values, DIGITS, lambda places: rule(places[:, :7]), widths=[9])


def de_document(values: pl.Series) -> pl.Series:
    """Nine places pass; a tenth is the check digit of ICAO Doc 9303 part 3, weights 7 3 1, letters from A = 10."""
    tenth = holds(values, BASE36, weighted([7, 3, 1, 7, 3, 1, 7, 3, 1, 9], 10), widths=[10])
    return tenth | holds(values, BASE36, lambda places: np.ones(len(places), dtype=np.bool_), widths=[9])


def sg_nric(values: pl.Series) -> pl.Series:
    """Weights 2 7 6 5 4 3 2 modulo 11 choose the last letter, by a list for each first letter (ICA, modelled on)."""
    verdict = pl.repeat(False, len(values), dtype=pl.Boolean, eager=True)
    for first, letters in _SG_LETTERS.items():
        rule = partial(_lettered, letters=letters)
        verdict |= values.str.starts_with(first).fill_null(False) & holds(values.str.slice(1), BASE36, rule, widths=[8])
    return verdict


def _lettered(places: Matrix, letters: str) -> Mask:
    due = np.array([BASE36.index(letter) for letter in letters])[places[:, :7] @ [2, 7, 6, 5, 4, 3, 2] % 11]
    verdict: Mask = (places[:, :7] < 10).all(axis=1) & (places[:, 7] == due)
    return verdict


def _spelt(places: Matrix, at: int) -> Matrix:
    """The letter in one place written as two digits, from A = 01; -1 where it is none."""
    letter = np.where(places[:, [at]] > 9, places[:, [at]] - 9, -99)
    return np.hstack([places[:, :at], letter // 10, letter % 10, places[:, at + 1 :]])


def _digit_sums(places: Matrix, weights: list[int]) -> Mask:
    """The products' sums of digits add up, modulo 10, to the last place."""
    products = places[:, :-1] * np.array(weights)
    sums = (products // 10 + products % 10).sum(axis=1)
    verdict: Mask = ((places >= 0) & (places < 10)).all(axis=1) & (sums % 10 == places[:, -1])
    return verdict
