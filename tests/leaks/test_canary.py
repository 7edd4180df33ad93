"""Canary people are valid in form, unique, reproducible, and made quickly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import polars as pl
import pytest
from schwifty import IBAN
from stdnum import luhn
from stdnum.cn import ric

from tests.leaks import canary, files, oracle, words

Writer = Callable[[pl.DataFrame, Path], Path]
PEOPLE = canary.people(400, seed=2)


def test_resident_ids_hold_area_birth_date_and_check_digit() -> None:
    assert all(ric.calc_check_digit(number) == number[17] for number in PEOPLE["id_no"])
    assert set(PEOPLE["id_no"].str.slice(0, 6)) <= set(map(str, words.AREAS))
    assert PEOPLE["id_no"].str.slice(6, 8).to_list() == PEOPLE["birth_date"].dt.strftime("%Y%m%d").to_list()


def test_cards_and_ibans_hold_their_check_digits() -> None:
    assert all(map(luhn.is_valid, PEOPLE["card"]))
    assert all(IBAN(number, allow_invalid=True).is_valid for number in PEOPLE["iban"])


@pytest.mark.parametrize(
    ("column", "pattern"),
    [
        ("mobile", "^1[3-9][0-9]{9}$"),
        ("card", "^62[0-9]{17}$"),
        ("email", "@canary[.]invalid$"),
        ("passport", "^E[A-HJ-NP-Z][0-9]{7}$"),
        ("plate", "^[一-龥][A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}$"),
        ("name_zh", "^[一-龥]{3}$"),
    ],
)
def test_values_have_their_outward_form(column: str, pattern: str) -> None:
    assert PEOPLE[column].str.contains(pattern).all()


def test_every_identifier_is_unique_among_100_000_people() -> None:
    values = pl.Series(canary.identifiers(canary.people(100_000, seed=3)))
    assert values.n_unique() == len(values)
    assert (values.str.len_bytes() >= 8).all()


def test_the_same_seed_makes_the_same_people() -> None:
    assert canary.people(20, seed=4).equals(canary.people(20, seed=4))
    assert not canary.people(20, seed=4).equals(canary.people(20, seed=5))


def test_notes_repeat_values_of_their_own_row() -> None:
    repeated = PEOPLE.select(
        pl.sum_horizontal(pl.col("notes").str.contains(pl.col(column), literal=True) for column in canary.IDENTIFIERS)
    )
    assert (repeated.to_series() >= 2).all()


def test_ten_thousand_people_take_less_than_a_second() -> None:
    start = process_time()
    canary.people(10_000)
    assert process_time() - start < 1


@pytest.mark.parametrize("write", [files.write_csv, files.write_jsonl, files.write_parquet, files.write_text])
def test_every_file_holds_every_identifier(write: Writer, tmp_path: Path) -> None:
    path = write(PEOPLE.head(4), tmp_path / "people")
    values = canary.identifiers(PEOPLE.head(4))
    missing = [value for value in values if not oracle.search([value], [path])]
    assert not missing


def test_csv_is_written_in_other_encodings_too(tmp_path: Path) -> None:
    path = files.write_csv(PEOPLE.head(20), tmp_path / "people.csv", encoding="gb18030", separator=";")
    assert {form for _, form in oracle.search(PEOPLE["name_zh"].head(20), [path])} == {"gb18030"}
