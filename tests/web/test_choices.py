"""What a person chooses becomes decisions and a plan, in the words of that person, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.detection import packs
from piiscan.errors import UsageError
from piiscan.policy.decisions import parse_decisions
from piiscan.policy.plans import load_plan
from piiscan.web.choices import NOTHING, Choice, Choices
from tests.web.made import TABLE, choices

C1, XM, CITY = (TABLE, "c1"), (TABLE, "xm"), (TABLE, "city")


def operators(made: Choices) -> dict[str, str | None]:
    return {name: step.operator for name, step in made.plan.tables[TABLE].columns.items()}


def test_what_nobody_has_decided_stays_undecided_and_what_is_not_needed_goes() -> None:
    assert operators(choices()) == {"c1": None, "xm": "drop", "city": "keep", "amount": "drop"}


def test_an_accepted_guess_is_masked_as_the_policy_says() -> None:
    made = choices().with_choice(C1, Choice("they call back", is_="CN_MOBILE"))
    assert operators(made)["c1"] == "pseudonym"
    assert "li.wei decided that it is CN_MOBILE: they call back" in (made.plan.tables[TABLE].columns["c1"].reason or "")


def test_a_waived_column_is_nothing_personal() -> None:
    made = choices().with_choice(C1, Choice("a counter", is_=NOTHING)).with_choice(C1, Choice("used", needed=True))
    assert operators(made)["c1"] == "keep"


def test_needed_and_not_needed_overrule_the_purpose_with_a_reason() -> None:
    made = choices().with_choice(XM, Choice("to greet them", needed=True))
    made = made.with_choice(CITY, Choice("one shop only", needed=False))
    assert operators(made) | {"c1": None} == {"c1": None, "xm": "pseudonym", "city": "drop", "amount": "drop"}
    assert made.plan.tables[TABLE].columns["city"].reason == "li.wei: not needed: one shop only"


def test_undo_takes_all_choices_on_the_column_back() -> None:
    made = choices().with_choice(C1, Choice("x", is_="CN_MOBILE")).with_choice(C1, Choice("y", needed=False))
    assert made.without(C1).files == choices().files


def test_the_files_are_read_back_and_do_what_was_chosen(tmp_path: Path) -> None:
    made = choices().with_choice(C1, Choice('they "call": back', is_="CN_MOBILE"))
    decisions = parse_decisions(made.files["decisions.yaml"], packs.by_entity().keys())
    assert [(d.table, d.column, d.is_, d.owner, d.reason) for d in decisions] == [
        (TABLE, "c1", "CN_MOBILE", "li.wei", 'they "call": back')
    ]
    again = pipeline.plan(made.findings, policy=made.policy, purpose=made.purpose, decisions=decisions)
    assert again == made.plan
    (tmp_path / "plan.yaml").write_text(made.files["plan.yaml"], "utf-8")
    assert load_plan(tmp_path / "plan.yaml") == made.plan


@pytest.mark.parametrize(
    ("place", "choice", "why"),
    [
        (C1, Choice("  ", is_="CN_MOBILE"), "say why"),
        (C1, Choice("x", is_="CN_MOBIL"), "did you mean CN_MOBILE"),
        (C1, Choice("x", is_=None), "no such entity"),
        ((TABLE, "c9"), Choice("x", needed=True), "no such column"),
    ],
)
def test_what_cannot_be_is_refused(place: tuple[str, str], choice: Choice, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        choices().with_choice(place, choice)


def test_k_follows_the_choices(tmp_path: Path) -> None:
    pl.DataFrame(
        {"c1": list("12345"), "xm": list("abcde"), "city": ["杭州"] * 3 + ["宁波"] * 2, "amount": list("54321")}
    ).write_csv(tmp_path / TABLE)
    found = pipeline.scan(tmp_path, text="off")
    made = Choices(found, choices().purpose, choices().policy, "li.wei", choices().expires, str(tmp_path))
    if made.at(CITY)[1].entity != "CITY":
        made = made.with_choice(CITY, Choice("cities", is_="CITY"))
    assert made.crowds == {TABLE: 2}
    assert made.with_choice(CITY, Choice("no", needed=False)).crowds == {TABLE: None}
