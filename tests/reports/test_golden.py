"""Every format, byte for byte, for a scan with everything in it and for one that found nothing.

`WRITE_GOLDEN=1 pytest tests/reports/test_golden.py` writes the files anew, to be read before they are committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from piiscan.model.finding import Findings, Incomplete
from piiscan.model.plan import Plan
from piiscan.model.policy import Thresholds
from piiscan.model.verification import Check, Verification
from piiscan.reports import FOR_PEOPLE, FORMATS, plan, render, verification
from piiscan.reports.explain import explain
from piiscan.reports.lines import explain_lines
from tests.reports.made_up import NAMES_ZH, plan_of

GOLDEN = Path(__file__).parent / "golden"

PASSED = Verification((Check("structure", "customers", figures={"rows": 5000}),))
FAILED = Verification(
    (
        Check("structure", "customers", figures={"rows": 5000}),
        Check("own row", "customers", ("[mobile]: 3 rows hold their own number",), {"share": 0.25, "k": None}),
    ),
    (Incomplete("x.csv", "cut short"),),
)


def is_golden(text: str, name: str) -> bool:
    if os.environ.get("WRITE_GOLDEN"):
        (GOLDEN / name).write_bytes(text.encode())
    return (GOLDEN / name).read_bytes().decode() == text


@pytest.mark.parametrize("form", FORMATS)
def test_a_scan_with_everything_in_it(form: str, findings: Findings) -> None:
    assert is_golden(render(findings, form), f"everything.{form}")


@pytest.mark.parametrize("form", FORMATS)
def test_a_scan_that_found_nothing(form: str, empty: Findings) -> None:
    assert is_golden(render(empty, form), f"empty.{form}")


@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_a_scan_in_chinese(form: str, findings: Findings) -> None:
    assert is_golden(render(findings, form, "zh", NAMES_ZH), f"everything.zh.{form}")


def test_the_sum_behind_every_verdict(findings: Findings) -> None:
    text = "\n".join(explain(column, Thresholds()) for column in findings.tables[0].columns)
    assert is_golden(text, "explain.txt")


def test_the_lines_behind_every_line_pattern(findings: Findings) -> None:
    assert is_golden("\n".join(map(explain_lines, findings.documents)), "explain.lines.txt")


@pytest.mark.parametrize(("name", "made"), [("plan", plan_of("pseudonym", None)), ("plan.empty", plan_of())])
def test_the_summary_of_a_plan(name: str, made: Plan) -> None:
    assert is_golden(plan.render(made), f"{name}.txt")


@pytest.mark.parametrize(("name", "made"), [("passed", PASSED), ("failed", FAILED), ("none", Verification(()))])
def test_a_verification(name: str, made: Verification) -> None:
    assert is_golden(verification.render(made), f"verification.{name}.txt")
    assert is_golden(verification.render_json(made), f"verification.{name}.json")
