"""Operators whose outputs could be somebody's: each output counts as one, and `room` says how many there are."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from piiscan.transforms import Resembling, build
from piiscan.transforms.evaluation import apply
from piiscan.transforms.surrogate import words
from tests.transforms.cases import CASES, CONTEXT, Case, masked_column

RESEMBLING = [case for case in CASES if isinstance(case.operator, Resembling)]
MEN, HAN, SURNAMES_HAN = len(words.MALE), len(words.MALE_HAN), len(words.SURNAMES_HAN)
every_resembling = pytest.mark.parametrize("case", RESEMBLING, ids=str)


def resembling(case: Case) -> Resembling:
    operator = case.operator
    assert isinstance(operator, Resembling)
    return operator


def surrogates(forms: list[str], entity: str = "PERSON") -> pl.Series:
    context = replace(CONTEXT, entity=entity)
    return apply(build("surrogate", {}).serving(entity), pl.Series("form", forms), context)


@every_resembling
def test_every_output_counts_whatever_its_case_and_has_room(case: Case) -> None:
    operator, made = resembling(case), masked_column(case, pl.Series("column", case.values))
    fits = operator.fitting(made)
    assert fits.is_not_null().all()
    assert operator.fitting(fits).equals(fits)
    rooms = operator.room(fits)
    assert rooms.dtype == pl.Float64
    assert (rooms >= fits.n_unique()).all()


@every_resembling
def test_what_no_output_can_be_does_not_count(case: Case) -> None:
    others = pl.Series(["", None, "canary!", "x" * 80], dtype=pl.String)
    assert resembling(case).fitting(others).null_count() == len(others)
    assert len(resembling(case).room(others)) == len(others)


@pytest.mark.parametrize(
    ("form", "room"),
    [
        ("张", SURNAMES_HAN),
        ("张伟", SURNAMES_HAN * HAN),
        ("张伟强", SURNAMES_HAN * HAN**2),
        ("欧阳伟强", len(words.COMPOUND) * HAN**2),
        ("艾力·艾山", len(words.MALE_WEST) ** 2),
        ("alice", MEN),
        ("alice baker", MEN * len(words.SURNAMES)),
        ("baker, alice", MEN * len(words.SURNAMES)),
        ("alice b. baker", MEN * 21 * len(words.SURNAMES)),
    ],
)
def test_names_of_one_class_and_sex_have_the_room_of_their_words(form: str, room: int) -> None:
    assert build("surrogate", {}).serving("PERSON").room(pl.Series([form])).to_list() == [room]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("like", "made"),
    [
        ("艾{}·力", 2 * len(words.MALE_WEST) * len(words.MALE_WEST)),
        ("given{}", 2 * MEN),
    ],
)
def test_all_that_there_is_room_for_is_drawn(like: str, made: int) -> None:
    """Of both sexes, as these names tell none."""
    assert surrogates([like.format(number) for number in range(20 * made)]).n_unique() == made


@pytest.mark.parametrize(
    ("entity", "parameters", "value", "room"),
    [
        ("CN_MOBILE", {}, "15400000000", 10**8),
        ("CN_BANK_CARD", {}, "4000000000000002", 10**9),
        ("CN_BANK_CARD", {}, "4000000000006", 10**6),
        ("CN_RESIDENT_ID", {}, "100000194001010019", 10_000 * 999 * 25_567),
        ("CN_RESIDENT_ID", {"keep": "birth_year"}, "100000194001010019", 10_000 * 999 * 365),
        ("CN_RESIDENT_ID", {"keep": "birth_date"}, "100000194001010019", 10_000 * 999),
        ("EMAIL_ADDRESS", {}, "adam.adams0001@example.com", 2 * MEN * len(words.SURNAMES) * 10_000),
        ("ORGANIZATION", {}, "望清科技有限公司", len(words.TRUNKS_HAN) ** 2 * len(words.TRADES_HAN)),
        ("ADDRESS", {}, "1 Alder Street", len(words.TRUNKS) * 4 * 9999),
    ],
)
def test_a_kind_has_the_room_of_what_it_is_drawn_from(
    entity: str, parameters: dict[str, object], value: str, room: int
) -> None:
    operator = build("surrogate", parameters).serving(entity)
    assert isinstance(operator, Resembling)
    assert operator.fitting(pl.Series([value])).to_list() == [value.lower()]
    assert operator.room(pl.Series([value])).to_list() == [room]


def test_in_texts_no_surrogate_is_counted() -> None:
    operator = build("surrogate", {})
    assert isinstance(operator, Resembling)
    assert operator.fitting(pl.Series(["张伟"])).to_list() == [None]
    assert operator.room(pl.Series(["张伟", None])).to_list() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("parameters", "value", "fits", "room"),
    [
        ({}, "0012345", "0012345", 10**7),
        ({"width": 8}, "42", "00000042", 10**8),
        ({"width": 8}, "123456789", None, None),
        ({"keep_prefix": 3, "keep_suffix": 2}, "13800138000", "13800138000", 10**6),
        ({"check": "luhn"}, "4111111111111111", "4111111111111111", 10**15),
        ({"check": "mod11_2"}, "1101051949123100X", "1101051949123100X", 10**16),
        ({"check": "luhn"}, "411111111111111X", None, None),
        ({"alphabet": "upper"}, "A1B2", "A1B2", 36**4),
        ({"alphabet": "upper"}, "a1b2", None, None),
        ({}, "12", "12", 100),
        ({"keep_prefix": 3}, "12", "12", 1),
        ({}, "1" * 31, "1" * 31, 10**31),
        ({}, "1" * 32, None, None),
    ],
)
def test_a_number_that_is_permuted_counts_as_long_as_it_is(
    parameters: dict[str, object], value: str, fits: str | None, room: int | None
) -> None:
    operator = build("fpe", parameters)
    assert isinstance(operator, Resembling)
    assert operator.fitting(pl.Series([value])).to_list() == [fits]
    assert operator.room(operator.fitting(pl.Series([value]))).to_list() == [room and pytest.approx(room)]
