"""Checks of Taiwan's numbers: each takes a column of canonical values and says which are right."""

from __future__ import annotations

import numpy as np
import polars as pl

from ..checksums import BASE36, DIGITS, Mask, Matrix, holds, weighted

__all__ = ["county", "landline", "national_id", "ubn"]

_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
"""In the order of their values: A = 10, B = 11 to O = 35."""
_VALUES = np.array([int(s) if s.isdigit() else _LETTERS.index(s) + 10 for s in BASE36])
_WEIGHTS = [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]

_UBN_WEIGHTS = [1, 2, 1, 2, 1, 2, 4, 1]

_LANDLINES = [
    "02[235-8][0-9]{7}",
    "03[2-9][0-9]{6}",
    "037[2-9][0-9]{5}",
    "04[2-4][0-9]{7}",
    "04[5-9][0-9]{6}",
    "049[2-9][0-9]{6}",
    "0[56][2-9][0-9]{6}",
    "07[2-9][0-9]{6}",
    "08[2-9][0-9]{6}",
    "0826[2-9][0-9]{4}",
    "082[2-9][0-9]{5}",
    "0836[2-9][0-9]{4}",
    "089[2-9][0-9]{5}",
]
"""Area codes of the numbering plan with the first digit and the length of the subscribers' numbers behind them."""

_COUNTIES = (
    "臺北市 台北市 新北市 桃園市 臺中市 台中市 臺南市 台南市 高雄市 基隆市 新竹市 嘉義市 新竹縣 苗栗縣 彰化縣 南投縣"
    " 雲林縣 嘉義縣 屏東縣 宜蘭縣 花蓮縣 臺東縣 台東縣 澎湖縣 金門縣 連江縣 臺北縣 台北縣 桃園縣"
).split()
"""Cities and counties of Taiwan, two of them under the names that they had until 2010 and 2014."""


def national_id(values: pl.Series) -> pl.Series:
    """A letter of two digits, a digit or (in certificates until 2020) a letter that counts by its units, eight digits:
    weights 1 9 8 7 6 5 4 3 2 1 1 leave nothing modulo 10.
    """
    return holds(values, BASE36, _identity, widths=[10])


def ubn(values: pl.Series) -> pl.Series:
    """Weights 1 2 1 2 1 2 4 1, sums of digits modulo 5 (modulo 10 until April 2023, which implies it).

    A 7 in place 7 gives 28, 2 + 8 = 10, of which either digit may be counted: nothing, or 1 more.
    """
    return holds(values, DIGITS, _business, widths=[8])


def county(values: pl.Series) -> pl.Series:
    """An address (canonical form) that begins with a city or county of Taiwan, a postal code before it or not."""
    return values.str.contains(rf"^(?:[0-9]{{3,6}})?(?:台灣省?|臺灣省?)?(?:{'|'.join(_COUNTIES)})").fill_null(False)


def _identity(places: Matrix) -> Mask:
    counted = _VALUES[places]
    first = counted[:, :1]
    rule = weighted(_WEIGHTS, 10)
    return rule(np.hstack([first // 10, first % 10, counted[:, 1:] % 10]))


def _business(places: Matrix) -> Mask:
    products = places * np.array(_UBN_WEIGHTS)
    total = (products // 10 + products % 10).sum(axis=1)
    verdict: Mask = (total % 5 == 0) | ((places[:, 6] == 7) & ((total + 1) % 5 == 0))
    return verdict


def landline(values: pl.Series) -> pl.Series:
    """An area code with as many digits behind it as it has subscribers' digits (canonical form `phone`)."""
    numbers = values.str.replace("x[0-9]+$", "").str.replace(r"^\+886", "0")
    return numbers.str.contains(f"^(?:{'|'.join(_LANDLINES)})$").fill_null(False)
