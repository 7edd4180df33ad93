"""What the suite promises of itself: its size, its labels, numbers that oracles accept, the same every time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import phonenumbers
import pytest
import stdnum
from stdnum import bic, bitcoin, iban, imei, imsi, luhn, mac

from samples.generator import numbers
from tests.quality import held_out, train
from tests.quality.labels import AMBIGUOUS, TIERS, accepts, family
from tests.quality.numbers import devices, mainland, world
from tests.quality.tables import Column, Table

HALVES = {"train": train, "held-out": held_out}

_RIC = stdnum.get_cc_module("cn", "ric")
ORACLES: dict[str, Callable[[str], bool]] = {
    "CN_RESIDENT_ID": lambda v: len(v) == 15 or (_RIC.calc_check_digit(v) == v[-1] and bool(_RIC.get_birth_date(v))),
    "CN_USCC": stdnum.get_cc_module("cn", "uscc").is_valid,
    "TW_UBN": stdnum.get_cc_module("tw", "ubn").is_valid,
    "CN_BANK_CARD": luhn.is_valid,
    "CREDIT_CARD": luhn.is_valid,
    "ICCID": luhn.is_valid,
    "IMEI": imei.is_valid,
    "IMSI": imsi.is_valid,
    "IBAN_CODE": lambda v: iban.is_valid(v, check_country=False),
    "SWIFT_BIC": bic.is_valid,
    "CRYPTO": bitcoin.is_valid,
    "MAC_ADDRESS": mac.is_valid,
    "US_SSN": stdnum.get_cc_module("us", "ssn").is_valid,
    "UK_NHS": stdnum.get_cc_module("gb", "nhs").is_valid,
    "FR_NIR": stdnum.get_cc_module("fr", "nir").is_valid,
    "ES_NIF": stdnum.get_cc_module("es", "nif").is_valid,
    "NL_BSN": stdnum.get_cc_module("nl", "bsn").is_valid,
    "PL_PESEL": stdnum.get_cc_module("pl", "pesel").is_valid,
    "BR_CPF": stdnum.get_cc_module("br", "cpf").is_valid,
    "DE_TAX_ID": stdnum.get_cc_module("de", "idnr").is_valid,
    "CA_SIN": stdnum.get_cc_module("ca", "sin").is_valid,
    "CN_MOBILE": lambda v: _dialled(v, "CN"),
    "CN_LANDLINE": lambda v: _dialled(v, "CN"),
    "HK_PHONE": lambda v: _dialled(v, "HK"),
    "MO_PHONE": lambda v: _dialled(v, "MO"),
    "TW_PHONE": lambda v: _dialled(v, "TW"),
}
REGIONS = {"de": "DE", "fr": "FR", "es": "ES", "en-US": "US", "en-GB": "GB", "en": "US"}


def _dialled(value: str, region: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(value, region))


@pytest.fixture(scope="module", params=HALVES)
def tables(request: pytest.FixtureRequest) -> list[Table]:
    return HALVES[request.param].tables()


def _columns(tables: list[Table]) -> Iterator[Column]:
    return (column for table in tables for column in table.columns)


def test_each_half_has_sixty_tables_and_three_hundred_columns(tables: list[Table]) -> None:
    scored = [column for column in _columns(tables) if column.label != AMBIGUOUS]
    assert len({table.name for table in tables}) == len(tables) >= 60
    assert len(scored) >= 300
    assert sum("negative" in column.tags for column in scored) >= 100


def test_every_label_is_an_entity_of_the_design(tables: list[Table]) -> None:
    labels = {one for column in _columns(tables) for one in column.label.split("|")}
    assert labels <= {*TIERS, AMBIGUOUS}


def test_every_dimension_is_there(tables: list[Table]) -> None:
    tags = {tag for column in _columns(tables) for tag in column.tags}
    assert {"sparse", "tiny", "mixed", "misleading", "header absent", "header words", "header short"} <= tags
    assert len({tag for tag in tags if tag.startswith("dirty")}) >= 6


def test_numbers_are_valid_where_an_oracle_knows_them(tables: list[Table]) -> None:
    wrong = {column.header: invalid for column in _columns(tables) if (invalid := _invalid(column))}
    assert not wrong


def _invalid(column: Column) -> list[str]:
    oracle = None if "mixed" in column.tags else _oracle(column)
    return [value for value in column.values if value and not oracle(value)][:3] if oracle else []


def _oracle(column: Column) -> Callable[[str], bool] | None:
    if any(tag.startswith("dirty") for tag in column.tags):
        return None
    region = next((REGIONS[tag] for tag in column.tags if tag in REGIONS), None)
    if column.label == "PHONE_NUMBER" and region:
        return lambda value: _dialled(value, region)
    return ORACLES.get(column.label)


def test_check_digits_are_those_of_published_examples() -> None:
    assert devices.vin_check("1M8GDM9AXKP042788") == "X"
    assert mainland.org_check("D2143569") == "X"
    assert world.sg_check("1234567") == "D"
    assert numbers.hk_check("A123456") == "3"
    assert numbers.tw_check("A12345678") == "9"


def test_the_same_tables_come_every_time() -> None:
    assert train.people.tables() == train.people.tables()
    assert held_out.islands.tables() == held_out.islands.tables()


def test_halves_share_no_kind_of_table() -> None:
    first, second = ({table.name for table in half.tables()} for half in HALVES.values())
    assert not first & second


@pytest.mark.parametrize(
    ("label", "found", "right"),
    [
        ("CN_MOBILE", "PHONE_NUMBER", True),
        ("ADDRESS", "LOCATION", True),
        ("EMAIL_ADDRESS", "ADDRESS", False),
        ("TW_NATIONAL_ID", "NATIONAL_ID", True),
        ("UK_NHS", "GB_NHS", True),
        ("UK_NHS", "US_SSN", False),
        ("CN_RESIDENT_ID", "CN_BANK_CARD", False),
        ("CN_MOBILE|EMAIL_ADDRESS", "EMAIL_ADDRESS", True),
        ("FREE_TEXT", "PERSON", True),
        ("PERSON", "NONE", False),
    ],
)
def test_an_answer_is_right_as_in_the_labelled_sets(label: str, found: str, right: bool) -> None:
    assert accepts(label, found) is right
    assert family(family(label)) == family(label)
