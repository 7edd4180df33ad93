"""Checks of the personal numbers of Europe: each takes a column of canonical values and says which are right.

Rules as published by the states; each is held against python-stdnum by the tests.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from ..checksums import BASE36, DIGITS, Mask, Matrix, Rule, every, holds, luhn, mod11_10, not_zero, stated, weighted
from ..dates import dated, is_day, two

_EAN = [1, 3] * 6 + [1]
_IRISH = "WABCDEFGHIJKLMNOPQRSTUV"
_SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE"
_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_FISCAL_MONTHS = "ABCDEHLMPRST"
_FISCAL_DIGITS = "LMNPQRSTUV"
"""Letters that stand for 0 to 9 where two people would have the same code (omocodia)."""

_NUMBERS = np.array([_FISCAL_DIGITS.find(s) if s in _FISCAL_DIGITS else i for i, s in enumerate(BASE36)])
_ODD = np.array([1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23])
_EVEN_VALUES = np.array([i if i < 10 else i - 10 for i in range(36)])
_ODD_VALUES = _ODD[_EVEN_VALUES]
"""Values of digits and letters in odd places of an Italian code; 0 counts as A, 1 as B."""


def fr_nir(values: pl.Series) -> pl.Series:
    """13 places and a key of two: 97 less their remainder by 97; 2A and 2B of Corsica count as 19 and 18."""
    plain = values.str.replace("^(.{5})2A", "${1}19").str.replace("^(.{5})2B", "${1}18")
    return holds(plain, DIGITS, _keyed(13), widths=[15])


def fr_nir_unkeyed(values: pl.Series) -> pl.Series:
    """The 13 places without their key: no commune 00, no order number 000 (INSEE)."""
    return values.str.contains("^.{5}..(?:.[1-9]|[1-9].).(?:[1-9]..|.[1-9].|..[1-9])$").fill_null(False)


def be_nn(values: pl.Series) -> pl.Series:
    """Nine digits, before which a 2 counts for those born since 2000, and 97 less their remainder by 97."""
    dates = _dated_or_unknown
    old = holds(values, DIGITS, every(dates, _keyed(9)), widths=[11])
    return old | holds("2" + values, DIGITS, every(lambda p: dates(p[:, 1:]), _keyed(10)), widths=[12])


def nl_bsn(values: pl.Series) -> pl.Series:
    """Eight or nine digits: weights 9 to 2 and -1, modulo 11."""
    rule = weighted([9, 8, 7, 6, 5, 4, 3, 2, -1], 11)
    return holds(values.str.zfill(9), DIGITS, every(rule, not_zero), widths=[9])


def ie_pps(values: pl.Series) -> pl.Series:
    """Weights 8 to 2, and 9 for a second letter A, B or H of 2013, modulo 23; other second letters do not count."""
    eight = stated([8, 7, 6, 5, 4, 3, 2], _IRISH)
    return holds(values, BASE36, eight, widths=[8]) | holds(values, BASE36, _irish, widths=[9])


def de_tax_id(values: pl.Series) -> pl.Series:
    """ISO 7064 MOD 11,10; of the first ten digits one comes twice or three times, the others at most once."""
    return holds(values, DIGITS, every(mod11_10, _one_repeats), widths=[11])


def hr_oib(values: pl.Series) -> pl.Series:
    """ISO 7064 MOD 11,10 on eleven digits."""
    return holds(values, DIGITS, mod11_10, widths=[11])


def at_vnr(values: pl.Series) -> pl.Series:
    """Weights 3 7 9 - 5 8 4 2 1 6, modulo 11, choose the fourth digit; 13 to 15 stand for a month not known."""
    return holds(values, DIGITS, weighted([3, 7, 9, -1, 5, 8, 4, 2, 1, 6], 11), widths=[10])


def ch_ahv(values: pl.Series) -> pl.Series:
    """The check digit of EAN-13."""
    return holds(values, DIGITS, weighted(_EAN, 10), widths=[13])


def gb_utr(values: pl.Series) -> pl.Series:
    """The first of ten digits is chosen by weights 6 7 8 9 10 5 4 3 2 modulo 11."""
    rule = stated([6, 7, 8, 9, 10, 5, 4, 3, 2], "21987654321")
    return holds(values, DIGITS, lambda places: rule(np.roll(places, -1, axis=1)), widths=[10])


def es_nif(values: pl.Series) -> pl.Series:
    """The number modulo 23 chooses the letter; X, Y, Z before the number of a foreigner count as 0, 1, 2."""
    plain = values.str.replace("^X", "0").str.replace("^Y", "1").str.replace("^Z", "2").str.replace("^[KLM]", "")
    return holds(plain.str.zfill(9), BASE36, stated([pow(10, 7 - i, 23) for i in range(8)], _SPANISH), widths=[9])


def pt_nif(values: pl.Series) -> pl.Series:
    """Weights 9 to 2, modulo 11, zero for ten."""
    return holds(values, DIGITS, stated([9, 8, 7, 6, 5, 4, 3, 2], "00987654321"), widths=[9])


def it_fiscal_code(values: pl.Series) -> pl.Series:
    """Places weighed by two tables in turn, modulo 26; year, month letter and day (40 more for women) are a date."""
    return holds(values, BASE36, _fiscal, widths=[16])


def gr_amka(values: pl.Series) -> pl.Series:
    """A birth date ddmmyy and the Luhn formula."""
    return holds(values, DIGITS, every(dated(4, 2, 0), luhn), widths=[11])


def dk_cpr(values: pl.Series) -> pl.Series:
    """A birth date ddmmyy, and modulo 11, which numbers since October 2007 need not meet."""
    return holds(values, DIGITS, every(dated(4, 2, 0), weighted([4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11)), widths=[10])


def no_fnr(values: pl.Series) -> pl.Series:
    """A birth date (40 more on the day or the month for temporary numbers) and two check digits modulo 11."""
    inner = weighted([3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0], 11)
    outer = weighted([5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1], 11)
    return holds(values, DIGITS, every(dated(4, 2, 0, [40], 40), inner, outer), widths=[11])


def se_personnummer(values: pl.Series) -> pl.Series:
    """A birth date (60 more on the day for coordination numbers), and the Luhn formula on ten digits."""
    rule = every(dated(0, 2, 4, days=60), luhn)
    short = values.str.replace_all("[+]", "").str.replace("^(?:18|19|20)([0-9]{10})$", "$1")
    return holds(short, DIGITS, rule, widths=[10])


def fi_hetu(values: pl.Series) -> pl.Series:
    """A birth date, a sign for the century, and a letter of 31 that the nine digits choose."""
    digits = values.str.replace("^([0-9]{6})[-+A-Y]?([0-9]{3}[0-9A-Y])$", "$1$2")
    choice = stated([pow(10, 8 - i, 31) for i in range(9)], _FINNISH)
    return holds(digits, BASE36, every(dated(4, 2, 0), choice), widths=[10])


def is_kennitala(values: pl.Series) -> pl.Series:
    """A birth date, weights 3 2 7 6 5 4 3 2 1 0 modulo 11; 40 more on the day for firms."""
    return holds(values, DIGITS, every(dated(4, 2, 0), weighted([3, 2, 7, 6, 5, 4, 3, 2, 1, 0], 11)), widths=[10])


def ee_ik(values: pl.Series) -> pl.Series:
    """Sex and century, a birth date yymmdd, weights 1 to 9 and 1, or 3 to 9 and 1 to 3 where these leave 10."""
    return holds(values, DIGITS, every(dated(1, 3, 5), _baltic), widths=[11])


def lv_pk(values: pl.Series) -> pl.Series:
    """A birth date ddmmyy, or 32 since 2017, and weights 10 5 8 4 2 1 6 3 7 9 plus 1, modulo 11 and 10."""
    check = stated([10, 5, 8, 4, 2, 1, 6, 3, 7, 9], "12345678900")
    undated = every(lambda places: two(places, 0) == 32, check)
    return holds(values, DIGITS, lambda p: every(dated(4, 2, 0), check)(p) | undated(p), widths=[11])


def pl_pesel(values: pl.Series) -> pl.Series:
    """A birth date (20 more on the month for each century), weights 1 3 7 9 modulo 10."""
    rule = every(dated(0, 2, 4, [20]), weighted([1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1], 10))
    return holds(values, DIGITS, rule, widths=[11])


def cz_rc(values: pl.Series) -> pl.Series:
    """A birth date (50 more on the month for women, 20 where numbers ran out), nine digits modulo 11, zero for ten.

    Nine digits, until 1953, have no check digit and are left to the header.
    """
    alternating = [pow(10, 8 - i, 11) for i in range(9)]
    return holds(values, DIGITS, every(dated(0, 2, 4, [50, 20]), stated(alternating, "01234567890")), widths=[10])


def ro_cnp(values: pl.Series) -> pl.Series:
    """Sex and century, a birth date yymmdd, weights 2 7 9 1 4 6 3 5 8 2 7 9 modulo 11, 1 for ten."""
    rule = stated([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], "01234567891")
    return holds(values, DIGITS, every(dated(1, 3, 5), rule), widths=[13])


def bg_egn(values: pl.Series) -> pl.Series:
    """A birth date (20 or 40 more on the month), weights 2 4 8 5 10 9 7 3 6 modulo 11, zero for ten."""
    rule = stated([2, 4, 8, 5, 10, 9, 7, 3, 6], "01234567890")
    return holds(values, DIGITS, every(dated(0, 2, 4, [20]), rule), widths=[10])


def si_emso(values: pl.Series) -> pl.Series:
    """A birth date ddmmyyy, weights 7 to 2 twice modulo 11, zero for ten."""
    rule = stated([7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2], "00987654321")
    return holds(values, DIGITS, every(dated(5, 2, 0), rule), widths=[13])


def _keyed(width: int) -> Rule:
    """The two places after `width` are 97 less the remainder of the number before them by 97."""
    remainder = np.array([pow(10, width - 1 - i, 97) for i in range(width)])

    def rule(places: Matrix) -> Mask:
        verdict: Mask = np.equal(97 - places[:, :width] @ remainder % 97, two(places, width))
        return verdict

    return rule


def _dated_or_unknown(places: Matrix) -> Mask:
    """Month 0 to 12, or with 20 or 40 added; a date that is not known has zeros, or days that ran on."""
    return two(places, 2) % 20 <= 12


def _one_repeats(places: Matrix) -> Mask:
    counts = np.stack([(places[:, :10] == digit).sum(axis=1) for digit in range(10)], axis=1)
    verdict: Mask = ((counts > 1).sum(axis=1) == 1) & (counts.max(axis=1) <= 3) & (places[:, 0] > 0)
    return verdict


def _irish(places: Matrix) -> Mask:
    second = np.array([_IRISH.index(s) if s in "ABH" else 0 for s in BASE36])[places[:, 8]]
    total = (places[:, :7] @ np.array([8, 7, 6, 5, 4, 3, 2]) + 9 * second) % 23
    verdict: Mask = np.equal(np.array([BASE36.index(s) for s in _IRISH])[total], places[:, 7])
    return verdict


def _fiscal(places: Matrix) -> Mask:
    total = _ODD_VALUES[places[:, 0:15:2]].sum(axis=1) + _EVEN_VALUES[places[:, 1:15:2]].sum(axis=1)
    month = np.array([_FISCAL_MONTHS.find(s) + 1 for s in BASE36])[places[:, 8]]
    year, day = (10 * _NUMBERS[places[:, at]] + _NUMBERS[places[:, at + 1]] for at in (6, 9))
    verdict: Mask = (total % 26 + 10 == places[:, 15]) & is_day(year, month, day - 40 * (day > 40))
    return verdict


def _baltic(places: Matrix) -> Mask:
    ten = places[:, :10].astype(np.int64)
    once, again = ten @ [1, 2, 3, 4, 5, 6, 7, 8, 9, 1] % 11, ten @ [3, 4, 5, 6, 7, 8, 9, 1, 2, 3] % 11
    verdict: Mask = np.equal(np.where(once == 10, again, once) % 10, places[:, 10])
    return verdict
