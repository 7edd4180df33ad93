"""What an explanation says would change a verdict does change it, when it is so in the data."""

from __future__ import annotations

from random import Random

import polars as pl
import pytest

import piiscan
from piiscan.detection import packs
from piiscan.model.explanation import Change
from piiscan.model.finding import ColumnFinding
from piiscan.model.policy import Thresholds
from piiscan.verbs.explain import changes
from tests.leaks import canary
from tests.reports.made_up import column

BY_ID = {r.id: r for r in packs.recognizers()}
PEOPLE = canary.people(60, seed=5)
FEW_PHONES = ["13800138000", "13800146011", "13900139022"]
RANDOM = Random(8)


def scanned(**columns: list[str]) -> ColumnFinding:
    return piiscan.scan(pl.DataFrame(columns), text="off").tables[0].columns[0]


def would_be(found: ColumnFinding) -> dict[str, Change]:
    return {change.condition: change for change in changes(found, BY_ID, Thresholds())}


CASES = {
    "phones": FEW_PHONES,
    "birth dates": PEOPLE["birth_date"].cast(pl.String).to_list(),
    "cards": PEOPLE["card"].to_list(),
    "addresses": PEOPLE["address_zh"].to_list(),
    "half phones": [*FEW_PHONES, "none", "n/a", "later"],
    "passports": PEOPLE["passport"].to_list(),
}


@pytest.mark.parametrize("values", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("header", ["c1", "birth_date", "order_no", "mobile"])
def test_another_header_gives_the_verdict_that_was_foretold(header: str, values: list[str]) -> None:
    """Of a scan under the header that is named, where the explanation names one."""
    for condition, change in would_be(scanned(**{header: values})).items():
        if condition.startswith("the header were"):
            other = condition.split("`")[1]
            again = scanned(**{other: values})
            assert again.verdict == change.verdict
            assert sum(reason.log_odds for reason in again.reasons) == pytest.approx(change.log_odds, abs=0.02)


def test_a_header_word_for_what_the_values_are_decides_it() -> None:
    change = would_be(scanned(c1=FEW_PHONES))["the header were `mobile`"]
    assert (change.verdict, change.log_odds > 1.4) == ("personal CN_MOBILE", True)


def cards(valid: int, of: int) -> list[str]:
    """Card numbers of which so many have a right check digit."""
    right = PEOPLE["card"].to_list()[:of]
    return [*right[:valid], *(number[:-1] + str((int(number[-1]) + 5) % 10) for number in right[valid:])]


def test_as_many_more_check_digits_as_it_names_turn_the_verdict_and_one_less_does_not() -> None:
    valid, of = 1, 20
    found = scanned(c1=cards(valid, of))
    assert found.status != "personal"
    foretold = {c: change for c, change in would_be(found).items() if "more of 20 values passed" in c}
    (condition, change), *others = foretold.items()
    assert not others
    more = int(condition.split()[0])
    assert scanned(c1=cards(valid + more, of)).verdict == change.verdict
    assert scanned(c1=cards(valid + more - 1, of)).verdict == found.verdict


def test_people_beside_it_turn_what_things_have_too() -> None:
    cities = ["北京", "上海", "广州", "深圳", "成都"] * 4
    alone = scanned(c1=cities)
    foretold = would_be(alone)["other columns of the table were about people"]
    beside = scanned(c1=cities, mobile=PEOPLE["mobile"].to_list()[:20])
    assert alone.verdict == "undecided CITY"
    assert beside.verdict == foretold.verdict == "personal CITY"


def test_of_a_recognizer_that_is_not_installed_nothing_is_foretold() -> None:
    assert changes(column("x", recognizer="xx/gone@12345678"), BY_ID, Thresholds()) == []
    assert changes(column("x"), BY_ID, Thresholds()) == []


def test_what_would_not_change_the_verdict_is_not_said() -> None:
    found = scanned(mobile=PEOPLE["mobile"].to_list())
    assert all(change.verdict != found.verdict for change in would_be(found).values())
