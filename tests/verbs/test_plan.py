"""A plan is complete, follows the policy, and leaves to a person what the scan could not decide."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import piiscan
from piiscan.errors import PolicyError
from piiscan.model.finding import Findings
from piiscan.model.plan import Step
from piiscan.model.policy import Match, Rule
from piiscan.model.tier import Role
from piiscan.policy.plans import load_plan, render_plan
from piiscan.policy.policies import default_policy
from piiscan.transforms import OPERATORS, build
from tests.leaks import canary

PEOPLE = canary.people(60, seed=11)


@pytest.fixture(scope="module")
def findings() -> Findings:
    table = PEOPLE.drop("notes").with_columns(
        customer_no=pl.int_range(700_000, 700_060) * 7919 % 1_000_003, gender=pl.lit("男"), stock=pl.int_range(60)
    )
    return piiscan.scan(table, text="off")


def test_every_column_has_a_step(findings: Findings) -> None:
    planned = piiscan.plan(findings).tables["frame"]
    assert list(planned.columns) == [column.name for column in findings.tables[0].columns]
    assert planned.schema == findings.tables[0].schema


def test_direct_identifiers_become_pseudonyms_and_clean_columns_stay(findings: Findings) -> None:
    steps = piiscan.plan(findings).tables["frame"].columns
    for name in ("id_no", "mobile", "email", "name_zh", "card", "iban"):
        assert steps[name].operator == "pseudonym", name
    assert steps["stock"].operator == "keep"
    assert steps["gender"].operator == "drop"
    assert steps["birth_date"].operator == "generalize"


def test_an_integer_column_that_becomes_text_says_so(findings: Findings) -> None:
    step = piiscan.plan(findings).tables["frame"].columns["customer_no"]
    assert step.operator == "pseudonym"
    assert "becomes text" in (step.reason or "")


def test_every_step_can_be_built(findings: Findings) -> None:
    for step in piiscan.plan(findings).tables["frame"].columns.values():
        assert step.operator in OPERATORS
        build(step.operator, step.parameters)


def test_undecided_columns_wait_for_a_person() -> None:
    found = piiscan.scan(pl.DataFrame({"c1": [str(13_800_138_000 + 7919 * n) for n in range(3)]}), text="off")
    column = found.tables[0].columns[0]
    planned = piiscan.plan(found)
    assert column.status == "undecided"
    assert planned.undecided == ["frame.c1"]
    assert planned.tables["frame"].columns["c1"].operator is None


def test_a_rule_for_a_column_that_is_not_there_is_refused(findings: Findings) -> None:
    policy = default_policy()
    rules = (Rule(Match(column="custmer_*"), "drop"), *policy.rules)
    with pytest.raises(PolicyError, match="matches no column"):
        piiscan.plan(findings, policy=replace(policy, rules=rules))


def test_a_plan_reads_back_as_it_was_written(findings: Findings, tmp_path: Path) -> None:
    planned = piiscan.plan(findings, purpose="churn", partner="acme")
    path = tmp_path / "plan.yaml"
    path.write_text(render_plan(planned), "utf-8")
    assert load_plan(path) == planned
    assert render_plan(load_plan(path)) == path.read_text("utf-8")


def _by_surrogates(findings: Findings, *first: Rule) -> dict[str, Step]:
    rules = (*first, Rule(Match(role=Role.DIRECT_IDENTIFIER), "surrogate"), *default_policy().rules)
    planned = piiscan.plan(findings, policy=replace(default_policy(), rules=rules))
    return dict(planned.tables["frame"].columns)


def test_surrogates_are_refused_for_unique_columns_and_for_what_they_do_not_serve(findings: Findings) -> None:
    steps = _by_surrogates(findings)
    assert steps["name_zh"].operator == "surrogate"
    assert steps["address_zh"].operator == "surrogate"
    for name in ("id_no", "mobile", "card", "email"):
        assert steps[name].operator is None, name
        assert "surrogates are not unique, and the column is: use pseudonym or fpe" in (steps[name].reason or "")
    assert "serves ADDRESS, " in (steps["iban"].reason or "")


def test_surrogates_are_refused_for_keys_or_give_way_to_what_the_rule_says(findings: Findings) -> None:
    (table,) = findings.tables
    joined = [replace(c, joins=("orders.name",)) if c.name == "name_zh" else c for c in table.columns]
    joining = replace(findings, tables=(replace(table, columns=tuple(joined)),))
    assert "the column is a key" in (_by_surrogates(joining)["name_zh"].reason or "")
    first = Rule(Match(entity="CN_MOBILE"), "surrogate", otherwise="pseudonym")
    assert _by_surrogates(findings, first)["mobile"].operator == "pseudonym"


def test_surrogates_serve_numbers_that_come_again(findings: Findings) -> None:
    twice = piiscan.scan(pl.concat([PEOPLE, PEOPLE]).drop("notes"), text="off")
    assert _by_surrogates(twice)["mobile"].operator == "surrogate"


@pytest.mark.catalogue("B40")
def test_an_attribute_that_is_another_in_nearly_every_row_is_told() -> None:
    rows = 500
    harmless = {
        "device": [f"dv{n * 7919 % 1_000_003:x}" for n in range(rows)],
        "seen": [f"2026-11-{n % 28 + 1:02}T{n % 24:02}:{n % 60:02}:{n % 59:02}.{n % 1000:03}" for n in range(rows)],
        "weight": [50 + n / 7 for n in range(rows)],
        "note": [f"wish {n} of the season" for n in range(rows)],
        "colour": [("red", "green", "blue")[n % 3] for n in range(rows)],
    }
    table = (
        canary.people(rows, seed=12)
        .select("name_zh", "mobile")
        .with_columns(**{name: pl.Series(values) for name, values in harmless.items()})
    )
    plan = piiscan.plan(piiscan.scan(table, text="off"))
    told = {place for place, said in plan.warnings if "singling out" in said}
    kept = {name for name, step in plan.tables["frame"].columns.items() if step.operator == "keep"}
    assert told == {f"frame.{name}" for name in kept - {"colour"}}
    assert len(told) >= 3


@pytest.mark.catalogue("A24")
def test_amounts_that_keep_their_format_are_warned_of() -> None:
    table = PEOPLE.select("mobile").with_columns(salary=pl.int_range(60) * 7919 + 8_000_000)
    policy = default_policy()
    rule = Rule(Match(entity="SALARY"), "fpe")
    plan = piiscan.plan(piiscan.scan(table, text="off"), policy=replace(policy, rules=(rule, *policy.rules)))
    assert "first digits become even" in dict(plan.warnings)["frame.salary"]
