"""How sensitive a copy still is: what stays as it is counts whole, what only models look for may hold a name."""

from __future__ import annotations

from datetime import date

import pytest

from piiscan.model.finding import ColumnFinding, DocumentFinding, Findings, TableFinding
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.tier import Role
from piiscan.verbs.release.tiers import left

DIRECT, QUASI, SENSITIVE = Role.DIRECT_IDENTIFIER, Role.QUASI_IDENTIFIER, Role.SENSITIVE_ATTRIBUTE


def tier_left(tier: int, role: Role, step: Step) -> int:
    """Of one column; 0 where it is not in the copy."""
    column = ColumnFinding(
        name="c", path=None, type="String", comment=None, status="personal", entity="X", role=role, tier=tier,
        level=None, confidence=1.0, rows=1, nulls=0, distinct=1, distinct_error=0.0, matched=1, valid=1, chance=0.0,
        miss_bound=None, rivals=(), joins=(), in_text=None, reasons=(), candidate=None,
    )  # fmt: skip
    table = TableFinding("t.csv", "t", "csv", 1, 1, tier, 1, "", (column,), key="t")
    found = Findings({}, {}, "2026-01-01", "", 0.0, (table,))
    plan = Plan({}, None, None, date(2026, 1, 1), None, "refuse", {"t": TablePlan("", {"c": step})})
    return dict(left(found, plan)).get("t.c", 0)


@pytest.mark.parametrize(
    ("tier", "role", "step", "expected"),
    [
        (4, DIRECT, Step("drop"), 0),
        (4, DIRECT, Step("keep"), 4),
        (1, Role.NONE, Step("keep"), 1),
        (4, DIRECT, Step("pseudonym"), 2),
        (4, SENSITIVE, Step("pseudonym"), 2),
        (1, Role.NONE, Step("pseudonym"), 1),
        (4, DIRECT, Step("null"), 1),
        (4, DIRECT, Step("redact"), 1),
        (4, QUASI, Step("generalize", {"to": "age_band", "step": 5}), 2),
        (3, DIRECT, Step("generalize", {"to": "prefix", "length": 3}), 2),
        (4, SENSITIVE, Step("generalize", {"to": "bin", "step": 1000}), 4),
        (4, SENSITIVE, Step("noise", {"share": 0.1, "subject": "id"}), 4),
        (3, DIRECT, Step("mask", {"keep_prefix": 3, "keep_suffix": 4}), 3),
        (3, DIRECT, Step("fpe", {"keep_prefix": 3}), 3),
        (3, DIRECT, Step("fpe"), 2),
        (4, Role.NONE, Step("text"), 3),
        (2, Role.NONE, Step("text"), 2),
    ],
)
def test_an_operator_leaves_so_much(tier: int, role: Role, step: Step, expected: int) -> None:
    assert tier_left(tier, role, step) == expected


def test_a_text_counts_by_the_first_glob_that_takes_it() -> None:
    found = Findings(
        {}, {}, "2026-01-01", "", 0.0, (), (DocumentFinding("n/1.txt", "text", "en", 4, {}, key="n/1.txt"),)
    )
    steps = {"n/*": Step("text"), "*": Step("keep")}
    plan = Plan({}, None, None, date(2026, 1, 1), None, "refuse", {}, steps)
    assert dict(left(found, plan)) == {"n/1.txt": 3}
