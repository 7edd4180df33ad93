"""The sample data is what its generator makes, and its numbers are right in form."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from stdnum import ean, iban, luhn
from stdnum.cn import ric
from stdnum.tw import ubn

from samples.generator import __main__ as generator
from samples.generator import numbers

SAMPLES = Path(generator.__file__).parents[1] / "shop"
DATA = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".csv", ".jsonl", ".log", ".parquet"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    generator.generate(folder)
    return folder


def column(file: str, name: str, delimiter: str = ",") -> list[str]:
    with (SAMPLES / file).open(encoding="utf-8", newline="") as rows:
        return [row[name] for row in csv.DictReader(rows, delimiter=delimiter) if row[name]]


def test_every_file_is_kept_and_all_are_small(made: Path) -> None:
    assert [path.name for path in DATA] == sorted(path.name for path in made.iterdir())
    assert sum(path.stat().st_size for path in DATA) < 1_500_000


@pytest.mark.parametrize("path", [path for path in DATA if path.suffix != ".parquet"], ids=lambda path: path.name)
def test_texts_are_made_again_byte_for_byte(path: Path, made: Path) -> None:
    assert (made / path.name).read_bytes() == path.read_bytes()


def test_parquet_is_made_again_with_the_same_rows_and_types(made: Path) -> None:
    assert_frame_equal(pl.read_parquet(made / "orders.parquet"), pl.read_parquet(SAMPLES / "orders.parquet"))


def test_two_runs_make_the_same_parquet_bytes(made: Path, tmp_path: Path) -> None:
    generator.generate(tmp_path)
    assert (tmp_path / "orders.parquet").read_bytes() == (made / "orders.parquet").read_bytes()


def test_check_digits_hold() -> None:
    resident_ids = column("customers.csv", "身份证号")
    assert all(ric.calc_check_digit(number) == number[-1] for number in resident_ids)
    assert all(map(luhn.is_valid, column("customers.csv", "yhkh") + column("clients_en.csv", "card_number")))
    assert all(map(iban.is_valid, column("clients_en.csv", "iban")))
    assert all(map(ubn.is_valid, column("clients_tw_hk.csv", "統一編號", ";")))
    assert all(map(ean.is_valid, column("products.csv", "ean")))


@pytest.mark.parametrize(("body", "check"), [("A123456", "3"), ("E364912", "5")])
def test_hong_kong_check_digits_are_those_of_published_examples(body: str, check: str) -> None:
    assert numbers.hk_check(body) == check


def test_taiwan_check_digit_is_that_of_the_published_example() -> None:
    assert numbers.tw_check("A12345678") == "9"
