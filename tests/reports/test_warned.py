"""Many warnings take a few lines on a screen of 80 columns, and the plan keeps each of them."""

from __future__ import annotations

from datetime import date

from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.policy.plans import render_plan
from piiscan.reports.plan import render


def warning(columns: int) -> Plan:
    steps = {f"c{n}": Step("pseudonym", warning=f"open to frequency matching: {n} distinct") for n in range(columns)}
    return Plan(
        {"name": "x", "version": 1, "digest": ""},
        None,
        None,
        date(2026, 1, 1),
        None,
        "refuse",
        {"t.csv": TablePlan("sha256:0", steps)},
    )


def test_a_hundred_warnings_take_three_lines_of_eighty_columns() -> None:
    said = [line for line in render(warning(100)).split("warning: ")[-1].splitlines() if line]
    assert len(said) <= 3
    assert max(map(len, said)) <= 80
    assert "100 columns open to frequency matching: t.csv.c0 (0 distinct)" in " ".join(said)
    assert "97 more" in " ".join(said)


def test_the_plan_keeps_every_warning() -> None:
    assert render_plan(warning(100)).count("open to frequency matching") == 100


def test_few_warnings_are_all_said() -> None:
    said = " ".join(render(warning(3)).split())
    assert all(f"t.csv.c{n} ({n} distinct)" in said for n in range(3))
    assert "more" not in said
