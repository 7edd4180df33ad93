"""What the reports say, beyond their looks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from piiscan.model.finding import ColumnFinding, Findings, Reason
from piiscan.model.policy import Thresholds
from piiscan.reports import FOR_PEOPLE, render
from piiscan.reports.explain import explain
from piiscan.reports.wording import likelihood
from piiscan.reports.words import WORDS
from tests.reports.made_up import column


@pytest.mark.parametrize("module", ["piiscan.reports", "piiscan.reports.findings", "piiscan.reports.csv"])
def test_what_a_format_does_not_need_is_not_loaded(module: str) -> None:
    code = f"import sys, {module}; print([m for m in ('rich', 'jinja2', 'polars') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("form", FOR_PEOPLE)
def test_every_report_for_people_says_what_is_missing_and_what_to_decide(form: str, findings: Findings) -> None:
    text = render(findings, form)
    for said in ("Incomplete", "nested deeper than 5", "readable by every user", "undecided"):
        assert said in text


@pytest.mark.catalogue("B36")
@pytest.mark.parametrize("form", ["html", "md"])
def test_reports_that_are_handed_on_say_that_masked_data_stays_personal(form: str, empty: Findings) -> None:
    assert "pseudonymised, never anonymous" in render(empty, form)
    assert "去标识化，而非匿名化" in render(empty, form, "zh")


def test_every_word_has_both_languages() -> None:
    assert all(en and zh and en != zh for en, zh in WORDS.values())


@pytest.mark.parametrize(
    ("confidence", "shown"), [(1.0, ">99.9%"), (0.9996, ">99.9%"), (0.5, "50.0%"), (0.0004, "<0.1%"), (0.0, "<0.1%")]
)
def test_a_likelihood_never_says_certain(confidence: float, shown: str) -> None:
    assert likelihood(confidence) == shown


def undecided(*weights: float) -> ColumnFinding:
    reasons = tuple(Reason(f"reason {i}", weight) for i, weight in enumerate(weights))
    return column("x", status="undecided", candidate="CN_MOBILE", tier=3, confidence=0.5, reasons=reasons)


def test_an_explanation_adds_up_and_says_how_far_it_is_to_either_verdict() -> None:
    text = explain(undecided(-3.0, 3.0), Thresholds(0.8, 0.2))
    assert ["sum", "+0.00"] in [line.split() for line in text.splitlines()]
    assert ["probability", "50.0%"] in [line.split() for line in text.splitlines()]
    assert "personal (probability 0.8) needs +1.4 log-odds" in text
    assert "clean (probability 0.2) needs -1.4 log-odds" in text


def test_an_explanation_names_the_evidence_that_could_still_come() -> None:
    text = explain(undecided(-3.0, 3.0), Thresholds())
    assert "no evidence from the header" in text
    assert "no comment" in text
    assert "no check digit" in text
    assert "no values" in explain(column("x", nulls=5000), Thresholds())
    assert "up to 0.30% of them" in explain(column("x", miss_bound=0.003), Thresholds())
