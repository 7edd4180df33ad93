"""A file of decisions says who decided what of which column, why, until when and on what; anything else is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from piiscan.errors import PolicyError
from piiscan.model.decision import Basis
from piiscan.model.finding import TableFinding
from piiscan.policy.decisions import concerns, draft, load_decisions, parse_decisions, render_decisions
from tests.reports.made_up import table

ENTITIES = {"CN_MOBILE", "PERSON", "PHONE_NUMBER"}
ENTRY = """
  - table: "shop/*.csv"
    column: c1
    is_not: CN_MOBILE
    owner: li.wei
    reason: order numbers
    date: 2026-11-20
    expires: 2027-11-20
    taken_on: {verdict: undecided CN_MOBILE, matched: 0.98, recognizer: "cn/mobile@1a2b3c4d"}
"""
FILE = f"piiscan: decisions/1\ndecisions:{ENTRY}"


def test_a_decision_reads_as_it_is_written() -> None:
    (decision,) = parse_decisions(FILE, ENTITIES)
    assert (decision.said, decision.owner, decision.reason) == ("is not CN_MOBILE", "li.wei", "order numbers")
    assert (decision.taken, decision.expires) == (date(2026, 11, 20), date(2027, 11, 20))
    assert decision.basis == Basis("undecided CN_MOBILE", 0.98, "cn/mobile@1a2b3c4d")
    assert decision.place == "decisions: decisions[0]"


@pytest.mark.parametrize("said", ["is_not: CN_MOBILE", "is: PERSON"])
def test_a_decision_that_is_written_and_read_again_is_the_same(said: str, tmp_path: Path) -> None:
    decisions = parse_decisions(FILE.replace("is_not: CN_MOBILE", said), ENTITIES)
    (tmp_path / "decisions.yaml").write_text(render_decisions(decisions))
    (again,) = load_decisions(tmp_path / "decisions.yaml", ENTITIES)
    assert again.place == f"{tmp_path / 'decisions.yaml'}: decisions[0]"
    assert (replace(again, place=decisions[0].place),) == decisions


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("    owner: li.wei\n", "", "decisions[0].owner: is missing"),
        ("owner: li.wei", "owner:", "decisions[0].owner: must be a text"),
        ("    reason: order numbers\n", "", "decisions[0].reason: is missing"),
        ("expires: 2027-11-20", "expires: 2026-11-20", "decisions[0].expires: must be later than date"),
        ("expires: 2027-11-20", "expires: never", "decisions[0].expires: must be a date"),
        ("is_not: CN_MOBILE", "is_not: CN_MOBIL", "did you mean CN_MOBILE?"),
        ("is_not: CN_MOBILE", "is: CN_*", "no such entity"),
        ("is_not: CN_MOBILE", "is_not: XX_*", "no such entity"),
        ("is_not: CN_MOBILE", "is: PERSON\n    is_not: CN_MOBILE", "either is or is_not"),
        ("    is_not: CN_MOBILE\n", "", "either is or is_not"),
        ("matched: 0.98", "matched: 98", "decisions[0].taken_on.matched: must be a share"),
        ("matched: 0.98", "matched: .nan", "decisions[0].taken_on.matched: must be a share"),
        ("matched: 0.98", "matched: true", "decisions[0].taken_on.matched: must be a share"),
        ("matched: 0.98, ", "", "decisions[0].taken_on.matched: must be a share"),
        ("owner: li.wei", "ower: li.wei", "did you mean owner?"),
        ("owner: li.wei", "owner: li.wei\n    owner: me", "line 7: this key stands here twice"),
        ("decisions/1", "decisions/2", "it is decisions/2, of a later piiscan"),
    ],
)
def test_what_is_wrong_is_refused_and_its_place_named(written: str, instead: str, said: str) -> None:
    assert written in FILE
    with pytest.raises(PolicyError) as refused:
        parse_decisions(FILE.replace(written, instead), ENTITIES)
    assert said in str(refused.value)


def test_a_draft_is_refused_until_somebody_answers_for_it() -> None:
    basis = Basis("undecided CN_MOBILE", 0.98, "cn/mobile@1a2b3c4d")
    text = draft("shop/a.csv", "电话: 1", "is: CN_MOBILE", basis, date(2026, 11, 20))
    with pytest.raises(PolicyError):
        parse_decisions(text, ENTITIES)
    completed = (
        text.replace("owner: ", "owner: li.wei")
        .replace("reason: ", "reason: seen")
        .replace("expires: ", "expires: 2027-01-01")
    )
    (decision,) = parse_decisions(completed, ENTITIES)
    assert (decision.column, decision.basis) == ("电话: 1", basis)


def of(source: str, key: str) -> TableFinding:
    return table(source, key=key)


def test_a_glob_or_the_exact_name_means_a_column() -> None:
    (decision,) = parse_decisions(FILE, ENTITIES)
    assert concerns(decision, of("/data/shop/a.csv", "shop/a.csv"), "c1")
    assert not concerns(decision, of("/data/shop/a.csv", "shop/a.csv"), "c10")
    assert not concerns(decision, of("/data/other/a.csv", "other/a.csv"), "c1")
    (nested,) = parse_decisions(FILE.replace("column: c1", 'column: "$.orders[*].tel"'), ENTITIES)
    assert concerns(nested, of("shop/a.csv", "a.csv"), "$.orders[*].tel")
