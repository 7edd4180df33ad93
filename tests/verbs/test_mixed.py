"""A rule for one entity never serves the others that stand in the same column."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle, islice

import polars as pl
import pytest

import piiscan
from piiscan.model.finding import Findings
from piiscan.model.plan import Step
from piiscan.model.policy import Match, Rule
from piiscan.model.tier import Role
from piiscan.policy.policies import default_policy
from tests.leaks import canary

N = 120
PEOPLE = canary.people(N)
KEEP_MOBILES = Rule(Match(entity="CN_MOBILE"), "keep")


def scanned(*names: str) -> Findings:
    """A column that has row by row the value of the next of these."""
    values = [PEOPLE[name][row] for row, name in enumerate(islice(cycle(names), N))]
    return piiscan.scan(pl.DataFrame({"contact": values}), text="off")


def step(findings: Findings, *rules: Rule) -> Step:
    policy = replace(default_policy(), rules=(*rules, *default_policy().rules))
    return piiscan.plan(findings, policy=policy).tables["frame"].columns["contact"]


@pytest.mark.parametrize("names", [("mobile", "email"), ("mobile", "mobile", "email"), ("email", "email", "mobile")])
def test_what_is_kept_of_one_entity_is_not_kept_of_the_others(names: tuple[str, ...]) -> None:
    findings = scanned(*names)
    assert step(findings, KEEP_MOBILES).operator == "pseudonym"
    assert step(findings, KEEP_MOBILES, Rule(Match(entity="EMAIL_ADDRESS"), "drop")).operator == "drop"


def test_what_is_kept_of_every_entity_is_kept() -> None:
    rules = KEEP_MOBILES, Rule(Match(entity="EMAIL_ADDRESS"), "keep")
    assert step(scanned("mobile", "email"), *rules).operator == "keep"


def test_a_column_alone_has_the_rule_of_its_entity() -> None:
    assert step(scanned("email"), Rule(Match(entity="EMAIL_ADDRESS"), "keep")).operator == "keep"


def test_what_only_the_fewer_need_is_done_to_all() -> None:
    worst = Rule(Match(tier=4), "drop")
    assert step(scanned("mobile", "mobile", "mobile", "id_no"), KEEP_MOBILES, worst).operator == "drop"


def test_two_ways_of_hiding_wait_for_a_person() -> None:
    rules = Rule(Match(entity="CN_MOBILE"), "mask"), Rule(Match(role=Role.DIRECT_IDENTIFIER), "pseudonym")
    found = step(scanned("mobile", "email"), *rules)
    assert found.operator is None
    assert "CN_MOBILE" in (found.reason or "")
    assert "EMAIL_ADDRESS" in (found.reason or "")
