"""Columns of several kinds: mixed without a word, or told by a column of keys beside them."""

from __future__ import annotations

from itertools import cycle, islice

import polars as pl
import pytest

import piiscan
from piiscan.model.finding import ColumnFinding
from tests.leaks import canary

N = 120
PEOPLE = canary.people(N)


def column(frame: pl.DataFrame, name: str) -> ColumnFinding:
    [table] = piiscan.scan(frame, text="off").tables
    return next(found for found in table.columns if found.name == name)


def alternating(*names: str) -> pl.Series:
    """Row by row the value of the next of these columns."""
    return pl.Series([PEOPLE[name][row] for row, name in enumerate(islice(cycle(names), N))])


def test_each_identifier_of_a_mixed_column_is_told() -> None:
    found = column(pl.DataFrame({"contact": alternating("email", "mobile")}), "contact")
    assert (found.status, found.mix) == ("personal", {"CN_MOBILE": N // 2, "EMAIL_ADDRESS": N // 2})


def test_a_mixed_column_has_the_tier_of_the_worst_in_it() -> None:
    found = column(pl.DataFrame({"contact": alternating("email", "email", "email", "id_no")}), "contact")
    assert found.tier == 4
    assert set(found.mix or ()) == {"EMAIL_ADDRESS", "CN_RESIDENT_ID"}


def test_a_few_strays_are_no_mix() -> None:
    emails = PEOPLE["email"].clone().scatter([3], PEOPLE["mobile"][3])
    assert column(pl.DataFrame({"email": emails}), "email").mix is None


@pytest.mark.parametrize("value", ["value", "attr_value", "内容"])
def test_keys_say_what_stands_beside_them(value: str) -> None:
    """No pattern can tell a name or an address; the key in the same row does."""
    kinds = {"姓名": "name_zh", "居住地址": "address_zh", "shop": "plate"}
    rows = [(key, PEOPLE[name][row]) for row in range(20) for key, name in kinds.items()]
    found = column(pl.DataFrame(rows, schema=["field", value], orient="row"), value)
    assert found.status == "personal"
    assert {"PERSON", "CN_ADDRESS"} <= set(found.mix or ())


@pytest.mark.parametrize("order", [("field", "via", "value"), ("via", "field", "value")])
def test_keys_of_one_column_do_not_hide_those_of_another(order: tuple[str, ...]) -> None:
    rows = [(key, via, f"q{row}") for row in range(40) for key, via in [("客户编号", "mobile"), ("员工编号", "email")]]
    found = column(pl.DataFrame(rows, schema=["field", "via", "value"], orient="row").select(order), "value")
    assert "PERSON_ID" in {found.entity, found.candidate, *(rival.entity for rival in found.rivals)}


def test_a_type_of_document_says_what_the_number_is() -> None:
    kinds = ["身份证", "军官证"]
    numbers = [PEOPLE["id_no"][n] if n % 2 == 0 else f"军字第{10_000_000 + n * 7919}号" for n in range(N)]
    frame = pl.DataFrame({"证件类型": pl.Series(islice(cycle(kinds), N)), "证件号码": numbers})
    assert set(column(frame, "证件号码").mix or ()) == {"CN_RESIDENT_ID", "CN_MILITARY_ID"}


def test_keys_about_things_say_nothing_of_people() -> None:
    rows = [(key, f"{key} {n % 7}") for n in range(40) for key in ("colour", "material", "weight", "shelf")]
    found = column(pl.DataFrame(rows, schema=["attribute", "value"], orient="row"), "value")
    assert (found.status, found.mix) == ("clean", None)


@pytest.mark.parametrize(("key", "other"), [("channel", "priority"), ("c1", "c2"), ("contact_type", "case_no")])
def test_keys_that_name_a_person_do_not_speak_for_a_column_that_is_not_theirs(key: str, other: str) -> None:
    rows = [(kind, f"level {n % 9}") for n in range(40) for kind in ("mobile", "email")]
    found = column(pl.DataFrame(rows, schema=[key, other], orient="row"), other)
    assert (found.status, found.mix) == ("clean", None)
