"""A column of countries chooses between rules of states that are alike, and does no more than that."""

from __future__ import annotations

from random import Random

import pytest
from stdnum.cz import rc
from stdnum.ee import ik

from tests.detection.verdict.test_judge import judged


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
