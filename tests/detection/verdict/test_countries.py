"""A column of countries chooses between rules of states that are alike, and does no more than that."""

from __future__ import annotations

from random import Random

import pytest
from stdnum.cz import rc
from stdnum.ee import ik

from tests.detection.verdict.test_judge import judged
from tests.quality.numbers import world
from tests.quality.tables import Dice


def _numbers(first: str, digits: int, valid: object) -> list[str]:
    """Two hundred numbers that begin so, found by trying."""
    drawn, found = Random(5), []
    while len(found) < 200:
        number = f"{first[: digits - 4]}{drawn.randrange(10**4):04}"
        first = f"{first[0]}{drawn.randrange(60, 99)}{drawn.randrange(1, 13):02}{drawn.randrange(1, 29):02}"
        first = first if digits == 11 else first[1:]
        if valid(number):  # type: ignore[operator]
            found.append(number)
    return found


BALTIC = _numbers("3850712", 11, ik.is_valid)
BIRTH = _numbers("850712", 10, rc.is_valid)


@pytest.mark.parametrize(
    ("numbers", "country", "entity"),
    [
        (BALTIC, "EE", "EE_IK"),
        (BALTIC, "Lithuania", "LT_ASMENS"),
        (BIRTH, "CZE", "CZ_RC"),
        (BIRTH, "Slovensko", "SK_RC"),
    ],
)
def test_the_country_beside_decides_between_rules_that_are_alike(numbers: list[str], country: str, entity: str) -> None:
    found = judged({"c1": numbers, "country": [country] * 200})["c1"]
    assert (found.status, found.entity) == ("personal", entity)
    assert any("column of countries" in reason.evidence for reason in found.reasons if reason.kind == "table")


def test_a_column_that_is_of_no_countries_says_nothing() -> None:
    found = judged({"c1": BALTIC, "country": ["north", "south"] * 100})["c1"]
    assert not any("countries" in reason.evidence for reason in found.reasons)


def test_people_from_everywhere_say_nothing() -> None:
    everywhere = "EE LT LV FI SE NO DK PL DE FR".split() * 20
    found = judged({"c1": BALTIC, "country": everywhere})["c1"]
    assert not any("countries" in reason.evidence for reason in found.reasons)


def _several() -> tuple[list[str], list[str]]:
    """Row by row a number of the country beside it."""
    kinds = {"BR": world.br_cpf, "ES": world.es_nif, "FR": world.fr_nir, "PL": world.pl_pesel, "DE": world.de_tax_id}
    dice, countries, numbers = Dice("countries"), [], []
    for row in range(300):
        dice.next_row(row)
        country = list(kinds)[row % len(kinds)]
        countries.append(country)
        numbers.append(kinds[country](dice))
    return countries, numbers


@pytest.mark.parametrize(("header", "entity"), [("national_id", "NATIONAL_ID"), ("tax_id", "TAX_ID")])
def test_numbers_of_several_countries_are_their_family_and_say_which(header: str, entity: str) -> None:
    countries, numbers = _several()
    found = judged({"country": countries, header: numbers})[header]
    assert (found.status, found.entity, found.tier) == ("personal", entity, 4)
    assert set(found.mix or ()) >= {"BR_CPF", "ES_NIF", "FR_NIR", "PL_PESEL", "DE_TAX_ID"}


def test_each_row_is_judged_by_its_own_country() -> None:
    countries, numbers = _several()
    right = judged({"country": countries, "c1": numbers})["c1"]
    wrong = judged({"country": [countries[-1], *countries[:-1]], "c1": numbers})["c1"]
    assert right.status == "personal"
    assert any(r.log_odds > 0 and "60 of 60 rows" in r.evidence for r in right.reasons if r.kind == "table")
    assert any(r.log_odds < 0 and "of 60 rows" in r.evidence for r in wrong.reasons if r.kind == "table")


def test_phones_of_several_countries_are_no_mobiles_of_one_that_some_look_like() -> None:
    phones = [f"6{n * 7919 % 10**8:08}" if n % 2 else f"151{n * 7919 % 10**8:08}" for n in range(1, 301)]
    found = judged({"country": ["FR", "DE"] * 150, "phone": phones[1:] + phones[:1]})["phone"]
    assert (found.status, found.tier) == ("personal", 3)
