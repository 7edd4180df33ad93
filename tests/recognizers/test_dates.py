"""Dates inside numbers are days of the calendar, whatever states add to them."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from stdnum.it import codicefiscale

from piiscan.recognizers.checksums import DIGITS, holds
from piiscan.recognizers.dates import dated
from piiscan.recognizers.eu.checks import it_fiscal_code

YEARS, NUMBERS = (0, 1, 2, 3, 4, 84, 99), range(100)


def is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(2000 + year, month, day))
    except ValueError:
        return False


def test_a_date_is_a_day_of_the_calendar() -> None:
    every = [(year, month, day) for year in YEARS for month in NUMBERS for day in NUMBERS]
    for form, places in (("{0:02}{1:02}{2:02}", (0, 2, 4)), ("{2:02}{1:02}{0:02}", (4, 2, 0))):
        values = pl.Series([form.format(*each) for each in every])
        assert holds(values, DIGITS, dated(*places), [6]).to_list() == [is_day(*each) for each in every]


@pytest.mark.parametrize(("months", "days"), [((20,), 100), ((50, 20), 100), ((40,), 40), ((), 60)])
def test_what_states_add_to_month_and_day_is_taken_off(months: tuple[int, ...], days: int) -> None:
    every = [(year, month, day) for year in YEARS[:3] for month in NUMBERS for day in NUMBERS]
    values = pl.Series([f"{year:02}{month:02}{day:02}" for year, month, day in every])
    taken = [(year, np.mod.reduce([month, *months]), day % days) for year, month, day in every]
    assert holds(values, DIGITS, dated(0, 2, 4, months, days), [6]).to_list() == [is_day(*map(int, t)) for t in taken]


def italian(year: str, month: str, day: str) -> str:
    stem = f"RSSMRA{year}{month}{day}H501"
    return stem + codicefiscale.calc_check_digit(stem)


@pytest.mark.parametrize(("letter", "month"), [*zip("ABCDEHLMPRST", range(1, 13), strict=True)])
def test_an_italian_code_has_a_day_of_its_month_and_40_more_for_women(letter: str, month: int) -> None:
    codes = pl.Series([italian("85", letter, f"{day:02}") for day in NUMBERS])
    assert it_fiscal_code(codes).to_list() == [is_day(85, month, day % 40) and day < 80 for day in NUMBERS]


def test_an_italian_code_has_a_month_letter() -> None:
    others = [letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" if letter not in "ABCDEHLMPRST"]
    assert not it_fiscal_code(pl.Series([italian("85", letter, "10") for letter in others])).any()


def test_letters_stand_for_digits_in_an_italian_code() -> None:
    same = [italian(year, "B", day) for year in ("84", "8Q", "U4", "UQ") for day in ("29", "2V", "N9", "NV")]
    other = [italian(year, "B", day) for year in ("85", "8R", "U5", "UR") for day in ("29", "2V", "N9", "NV")]
    assert it_fiscal_code(pl.Series(same)).all()
    assert not it_fiscal_code(pl.Series(other)).any()
