"""What a person decides of a column holds, is seen, and is opened again when what it rested on is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import piiscan
from piiscan.detection import packs
from piiscan.detection.verdict.free_text import TEXT_COLUMN
from piiscan.errors import PolicyError
from piiscan.keys import MasterKey
from piiscan.model.decision import Basis, Decision
from piiscan.model.finding import ColumnFinding, Findings, Rival, TableFinding
from piiscan.model.policy import Thresholds
from piiscan.model.tier import Role
from piiscan.verbs.decide import Bench, basis, decide, ruled
from tests.leaks import canary
from tests.reports.made_up import column, personal, table

TODAY = date(2026, 11, 24)
KINDS = {**packs.by_entity(), TEXT_COLUMN.entity: TEXT_COLUMN}
BENCH = Bench(KINDS, Thresholds(), TODAY)
DIRECT = Role.DIRECT_IDENTIFIER
OPEN = column(
    "c1", status="undecided", candidate="CN_MOBILE", role=DIRECT, tier=3, confidence=0.7, matched=4900,
    recognizer="cn/mobile@11111111", rivals=(Rival("CN_LANDLINE", 0.1), Rival("PERSON", 0.4), Rival("CITY", 0.9)),
)  # fmt: skip
CARD = personal("card", "CN_BANK_CARD", DIRECT, 4, recognizer="cn/bank_card@22222222", proven=("CN_BANK_CARD",))
CLEAN = column("x7")


def decision(on: ColumnFinding, **given: Any) -> Decision:
    usual: dict[str, Any] = {
        "place": "decisions[0]",
        "table": "*",
        "column": on.name,
        "is_": None,
        "is_not": None,
        "owner": "li.wei",
        "reason": "looked at it",
        "taken": TODAY - timedelta(30),
        "expires": TODAY + timedelta(30),
        "basis": basis(on),
    }
    return Decision(**(usual | given))


def test_an_undecided_column_is_settled_by_whom_the_ruling_names() -> None:
    decided = ruled(OPEN, decision(OPEN, is_="CN_MOBILE"), BENCH)
    assert (decided.status, decided.entity, decided.candidate, decided.tier) == ("personal", "CN_MOBILE", None, 3)
    assert decided.decision is not None
    assert (decided.decision.outcome, decided.decision.owner) == ("applied", "li.wei")
    assert decided.decision.scanned == "undecided CN_MOBILE"
    assert decided.reasons == OPEN.reasons


def test_a_wrong_verdict_is_turned_and_a_missed_column_raised() -> None:
    wrong = personal("city", "CITY", Role.QUASI_IDENTIFIER, 2)
    assert ruled(wrong, decision(wrong, is_="PERSON"), BENCH).verdict == "personal PERSON"
    raised = ruled(CLEAN, decision(CLEAN, is_="RELIGION"), BENCH)
    assert (raised.status, raised.tier) == ("personal", 4)


def test_what_is_not_one_thing_is_the_next_most_likely_or_clean() -> None:
    after = ruled(OPEN, decision(OPEN, is_not="CN_*"), BENCH)
    assert (after.verdict, after.tier) == ("undecided PERSON", KINDS["PERSON"].tier)
    assert ruled(OPEN, decision(OPEN, is_not="*"), BENCH).verdict == "clean"
    assert ruled(OPEN, decision(OPEN, is_not="CN_MOBILE"), BENCH).verdict == "clean"
    assert ruled(OPEN, decision(OPEN, is_not="RELIGION"), BENCH).verdict == OPEN.verdict


@pytest.mark.parametrize(("days", "outcome"), [(1, "applied"), (0, "reopened"), (-5, "reopened")])
def test_a_decision_holds_until_the_day_it_expires(days: int, outcome: str) -> None:
    decided = ruled(OPEN, decision(OPEN, is_not="*", expires=TODAY + timedelta(days)), BENCH)
    assert decided.decision is not None
    assert decided.decision.outcome == outcome
    assert decided.status == ("clean" if outcome == "applied" else "undecided")


def test_a_raised_column_does_not_fall_back_to_clean() -> None:
    decided = ruled(CLEAN, decision(CLEAN, is_="CN_RESIDENT_ID", expires=TODAY), BENCH)
    assert (decided.status, decided.candidate, decided.tier) == ("undecided", "CN_RESIDENT_ID", 4)


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (replace(OPEN, candidate="PERSON"), "the data changed"),
        (replace(OPEN, status="clean", candidate=None), "the data changed"),
        (replace(OPEN, matched=4000), "80% of the cells matched then, 98% do now"),
        (replace(OPEN, recognizer="cn/mobile@99999999"), "the pack changed"),
    ],
)
def test_other_data_or_another_pack_opens_it_again(then: ColumnFinding, said: str) -> None:
    decided = ruled(OPEN, decision(OPEN, is_not="*", basis=basis(then)), BENCH)
    assert (decided.status, decided.candidate, decided.tier) == ("undecided", "CN_MOBILE", 3)
    assert decided.decision is not None
    assert said in (decided.decision.because or "")


def test_more_rows_alike_change_nothing() -> None:
    grown = replace(OPEN, rows=50_000, nulls=0, matched=48_900, distinct=50_000)
    assert ruled(grown, decision(OPEN, is_not="*"), BENCH).status == "clean"


def test_a_scan_that_has_come_to_say_the_same_opens_nothing() -> None:
    sure = replace(OPEN, status="personal", entity="CN_MOBILE", candidate=None)
    decided = ruled(sure, decision(OPEN, is_="CN_MOBILE"), BENCH)
    assert (decided.verdict, decided.decision and decided.decision.outcome) == ("personal CN_MOBILE", "applied")


@pytest.mark.parametrize("said", [{"is_not": "*"}, {"is_not": "CN_BANK_CARD"}, {"is_": "CITY"}])
def test_check_digits_beyond_chance_at_tier_4_are_not_decided_away(said: dict[str, str]) -> None:
    decided = ruled(CARD, decision(CARD, **said), BENCH)
    assert (decided.verdict, decided.tier) == (CARD.verdict, 4)
    assert decided.decision is not None
    assert decided.decision.outcome == "refused"
    assert "CN_BANK_CARD" in (decided.decision.because or "")


def test_they_may_be_called_by_another_name_of_the_same_tier() -> None:
    assert ruled(CARD, decision(CARD, is_="CREDIT_CARD"), BENCH).verdict == "personal CREDIT_CARD"


@given(
    st.sampled_from([OPEN, CARD, CLEAN]),
    st.sampled_from([{"is_": "CITY"}, {"is_": "CN_RESIDENT_ID"}, {"is_not": "*"}, {"is_not": "CN_*"}]),
    st.sampled_from([{"expires": TODAY}, {"taken": TODAY + timedelta(1), "expires": TODAY + timedelta(2)}]),
)
def test_what_is_not_in_force_settles_nothing_and_lowers_nothing(
    on: ColumnFinding, said: dict[str, str], dates: dict[str, date]
) -> None:
    decided = ruled(on, decision(on, **said, **dates), BENCH)
    assert decided.status == "undecided"
    assert decided.tier >= on.tier


def test_a_decision_that_means_no_column_is_given_back() -> None:
    idle = decision(OPEN, column="c9", is_not="*")
    tables, unused = decide([table("a.csv", OPEN)], [decision(OPEN, is_not="*"), idle], BENCH)
    assert unused == [idle]
    assert (tables[0].tier, tables[0].columns[0].status) == (1, "clean")


def test_two_decisions_on_one_column_are_refused() -> None:
    both = [decision(OPEN, is_not="*"), decision(OPEN, column="c*", is_="PERSON", place="decisions[1]")]
    with pytest.raises(PolicyError, match=r"decisions\[0\] and decisions\[1\] both decide column c1 of a.csv"):
        decide([table("a.csv", OPEN)], both, BENCH)


def test_a_decision_is_laid_over_a_scan_only_once() -> None:
    said = [decision(OPEN, is_not="*")]
    tables, _ = decide([table("a.csv", OPEN)], said, BENCH)
    with pytest.raises(PolicyError, match="has a decision already"):
        decide(tables, said, BENCH)


def test_people_and_tier_of_the_table_follow() -> None:
    names = column("who", distinct=4000)
    tables, _ = decide([table("a.csv", names)], [decision(names, is_="PERSON")], BENCH)
    assert (tables[0].people, tables[0].tier) == (4000, KINDS["PERSON"].tier)


def scanned(*decisions: Decision, **frame: Any) -> Findings:
    return piiscan.scan(pl.DataFrame(frame), text="off", as_of=TODAY, decisions=decisions)


def found(findings: Findings) -> tuple[TableFinding, ColumnFinding]:
    (one,) = findings.tables
    return one, one.columns[0]


@pytest.fixture(scope="module")
def phones() -> list[str]:
    return [str(13_800_138_000 + 7919 * n) for n in range(3)]


def test_scan_and_plan_decide_alike(phones: list[str]) -> None:
    bare = scanned(c1=phones)
    said = decision(found(bare)[1], is_not="*", table="frame")
    during = piiscan.plan(scanned(said, c1=phones))
    after = piiscan.plan(bare, decisions=[said])
    assert during == after
    step = after.tables["frame"].columns["c1"]
    assert (step.operator, step.reason) == ("keep", "li.wei decided that it is not *: looked at it")


def test_a_reopened_column_gets_no_operator_and_the_plan_says_why(phones: list[str]) -> None:
    bare = scanned(c1=phones)
    said = decision(found(bare)[1], is_not="*", basis=Basis("clean", 0.0, None))
    notices: list[str] = []
    planned = piiscan.plan(bare, decisions=[said], notice=notices.append)
    step = planned.tables["frame"].columns["c1"]
    assert planned.undecided == ["frame.c1"]
    assert step.operator is None
    assert "the decision of li.wei was reopened, the data changed" in (step.reason or "")
    assert len(notices) == 1


def test_numbers_that_only_look_like_cards_can_be_cleared_and_cards_cannot() -> None:
    random = Random(4)
    cards = canary.people(40, seed=2)["card"].to_list()
    alike = [str(random.randrange(6_200_000_000_000_000, 6_300_000_000_000_000)) for _ in range(40)]
    for values, outcome in ((cards, "refused"), (alike, "applied")):
        _, bare = found(scanned(card_no=values))
        _, decided = found(scanned(decision(bare, is_not="*"), card_no=values))
        assert decided.decision is not None
        assert decided.decision.outcome == outcome, bare


def test_what_is_kept_with_a_decision_holds_no_value(phones: list[str]) -> None:
    kept = basis(found(scanned(c1=phones))[1])
    assert kept.verdict == "undecided CN_MOBILE"
    assert not any(phone[3:] in repr(kept) for phone in phones)
    assert len((kept.recognizer or "").partition("@")[2]) == 8
    assert kept == basis(found(scanned(c1=[str(int(phone) + 1) for phone in phones]))[1])


KEY = MasterKey(sha256(b"the key of these tests").digest())


def copied(on: ColumnFinding, frame: pl.DataFrame, later: pl.DataFrame, **said: str) -> list[str]:
    """What verify says of a copy made by a plan with this decision, of data that may have changed since."""
    bare = piiscan.scan(frame, text="off", as_of=TODAY)
    planned = piiscan.plan(bare, decisions=[decision(on, table="frame", **said)])
    verification = piiscan.verify(later, piiscan.mask(later, plan=planned, key=KEY), plan=planned, key=KEY)
    return [problem for check in verification.checks for problem in check.problems]


def test_a_copy_with_what_a_person_has_cleared_is_verified_and_one_with_new_cards_is_not() -> None:
    numbers = pl.DataFrame({"mobile": [str(13_800_138_000 + 7919 * n) for n in range(40)]})
    cards = canary.people(40, seed=2).select(mobile="card")
    _, column = found(piiscan.scan(numbers, text="off", as_of=TODAY))
    assert column.status == "personal"
    assert copied(column, numbers, numbers, is_not="*") == []
    assert copied(column, numbers, numbers, is_not="CN_MOBILE") == []
    assert copied(column, numbers, cards, is_not="*") != []
