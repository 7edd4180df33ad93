"""Check-digit arithmetic on columns agrees with python-stdnum on one number at a time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn as oracle_luhn
from stdnum.iso7064 import mod_11_2, mod_97_10

from piiscan.recognizers.checksums import BASE36, DIGITS, DIGITS_X, Rule, holds, iban, luhn, mod97, pure, weighted

_WIDTHS = range(2, 25)
_RULES: dict[str, tuple[str, Callable[[int], Rule], Callable[[str], bool]]] = {
    "luhn": (DIGITS, lambda width: luhn, oracle_luhn.is_valid),
    "mod 11-2": (DIGITS_X, lambda width: pure(11, 2, width), mod_11_2.is_valid),
    "mod 97-10": (BASE36, lambda width: mod97, mod_97_10.is_valid),
}


def _random(alphabet: str, width: int, count: int) -> list[str]:
    symbols = np.random.default_rng(width).choice(list(alphabet), (count, width))
    return ["".join(row) for row in symbols]


@pytest.mark.parametrize("name", _RULES)
def test_a_rule_says_of_thousands_of_numbers_what_stdnum_says(name: str) -> None:
    alphabet, rule, oracle = _RULES[name]
    for width in _WIDTHS:
        numbers = [n for n in _random(alphabet, width, 300) if "X" not in n[:-1] or alphabet == BASE36]
        verdict = holds(pl.Series(numbers, dtype=pl.String), alphabet, rule(width), [width])
        assert verdict.to_list() == [oracle(number) for number in numbers]


@settings(deadline=None)
@given(st.text(DIGITS, min_size=1, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_luhn_notices_every_single_wrong_digit(stem: str, place: int, shift: int) -> None:
    number = stem + oracle_luhn.calc_check_digit(stem)
    place %= len(number)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert holds(pl.Series([number, wrong]), DIGITS, luhn, range(2, 20)).to_list() == [True, False]


def test_published_ibans_hold_and_neighbours_do_not() -> None:
    values = pl.Series(["GB82WEST12345698765432", "DE89370400440532013000", "GB82WEST12345698765433"])
    assert holds(values, BASE36, iban, range(15, 35)).to_list() == [True, True, False]


def test_weights_modulus_and_remainder_make_a_rule() -> None:
    values = pl.Series(["0203", "0204", "1111"])
    assert holds(values, DIGITS, weighted([4, 3, 2, 1], 10, remainder=9), [4]).to_list() == [True, False, False]


def test_widths_are_told_apart_and_strangers_are_false() -> None:
    values = pl.Series("v", [None, "", "18", "018", "1８", "1a", "é", "0000", "\x00\x00"])
    verdict = holds(values, DIGITS, luhn, [2, 3])
    assert verdict.to_list() == [False, False, True, True, False, False, False, False, False]
    assert verdict.name == "v"


def test_an_empty_column_gives_an_empty_verdict() -> None:
    assert holds(pl.Series([], dtype=pl.String), DIGITS, luhn, [2]).to_list() == []
