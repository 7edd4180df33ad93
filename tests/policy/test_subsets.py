"""Where a part of a database begins: said in words or in a plan, and spelled as it is read."""

from __future__ import annotations

import pytest

from piiscan.errors import PlanError, UsageError
from piiscan.model.subset import Seed
from piiscan.policy.section import Section
from piiscan.policy.subsets import seed_in, seed_said, spelled

SAID = {
    "orders": Seed("orders", None, None, True),
    " shop.orders limit 10 ": Seed("shop.orders", None, 10, True),
    "orders WHERE day > '2026-01-01' Limit 5 without  children": Seed("orders", "day > '2026-01-01'", 5, False),
    "orders without children": Seed("orders", None, None, False),
    "my orders where a = 1\nor b = 2": Seed("my orders", "a = 1\nor b = 2", None, True),
}


@pytest.mark.parametrize("text", SAID)
def test_a_seed_is_what_was_said_and_comes_back_from_a_plan(text: str) -> None:
    seed = seed_said(text)
    assert seed == SAID[text]
    assert seed_in(Section("plan.yaml", "subset", spelled(seed), PlanError)) == seed


@pytest.mark.parametrize("text", ["", "  "])
def test_without_a_table_there_is_no_seed(text: str) -> None:
    with pytest.raises(UsageError, match="say TABLE"):
        seed_said(text)


@pytest.mark.parametrize("wrong", [{"children": "no"}, {"limit": 0}, {"where": ""}, {"rows": 1}])
def test_a_seed_that_is_wrong_in_a_plan_is_refused_with_its_place(wrong: dict[str, object]) -> None:
    with pytest.raises(PlanError, match=rf"plan.yaml: subset.{next(iter(wrong))}: "):
        seed_in(Section("plan.yaml", "subset", {"table": "orders", **wrong}, PlanError))
