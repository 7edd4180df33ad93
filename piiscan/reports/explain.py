"""The sum behind a verdict: every reason with its weight, the probability, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import exp, log

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from piiscan.model.explanation import Change
from piiscan.model.finding import ColumnFinding
from piiscan.model.policy import Thresholds
from piiscan.reports.terminal import grid, printed, shown, unbroken
from piiscan.reports.visible import json_text
from piiscan.reports.wording import Wording, likelihood

SCHEMA = "piiscan/explanation/1"
_WORDS = Wording()


def explain(
    finding: ColumnFinding,
    thresholds: Thresholds,
    changes: Sequence[Change] = (),
    draft: str = "",
    width: int = 80,
    colour: bool = False,
) -> str:
    """The explanation as text. Weights are natural log-odds; they add up to the log-odds of the scan's verdict.

    `changes` would change it; `draft` is a decision that a person may complete.
    """
    return printed(_parts(finding, thresholds, changes, draft), width, colour)


def explain_json(finding: ColumnFinding, thresholds: Thresholds, changes: Sequence[Change] = ()) -> str:
    """The same as one JSON document: the column's finding, the sum, what would change the verdict, what is missing."""
    content = {
        "schema": SCHEMA,
        "column": asdict(finding),
        "thresholds": asdict(thresholds),
        "log_odds": round(_total(finding), 4),
        "probability": round(1 / (1 + exp(-_total(finding))), 6) if finding.reasons else None,
        "would_change": [{"if": c.condition, "log_odds": c.log_odds, "verdict": c.verdict} for c in changes],
        "distances": list(_distances(finding, thresholds)) if finding.reasons else [],
        "missing": list(_missing(finding)),
    }
    return json_text(content)


def _parts(
    finding: ColumnFinding, thresholds: Thresholds, changes: Sequence[Change], draft: str
) -> Iterator[RenderableType]:
    yield shown(_title(finding), "bold")
    if finding.decision:
        yield from (shown(_WORDS.ruling(finding.decision)), shown(f"the scan says: {finding.decision.scanned}"))
    if finding.reasons:
        yield from (_sum(finding), Text())
        yield from map(shown, _distances(finding, thresholds))
    else:
        yield shown("Nothing speaks for personal data, so there is nothing to add up.")
    for change in changes:
        yield shown(f"would be {change.verdict} ({change.log_odds:+.1f}) if {change.condition}")
    if finding.status != "personal":
        yield from map(shown, _missing(finding))
    if draft:
        yield from (Text(), shown("To decide it, complete this in a file for --decisions:", "bold"))
        yield from map(unbroken, draft.splitlines())


def _title(finding: ColumnFinding) -> str:
    tier = f"tier {finding.tier} {_WORDS.tier(finding.tier)}"
    verdict = "" if finding.status == "clean" else f" {_WORDS.verdict(finding)},"
    return f"{finding.name}: {finding.status},{verdict} {tier}"


def _sum(finding: ColumnFinding) -> Table:
    total = _total(finding)
    drawn = grid(["evidence", "log-odds"])
    drawn.columns[1].justify = "right"
    for reason in finding.reasons:
        drawn.add_row(shown(reason.evidence), f"{reason.log_odds:+.2f}")
    drawn.add_section()
    drawn.add_row("sum", f"{total:+.2f}", style="bold")
    drawn.add_row("probability", likelihood(1 / (1 + exp(-total))), style="bold")
    return drawn


def _total(finding: ColumnFinding) -> float:
    return sum(reason.log_odds for reason in finding.reasons)


def _distances(finding: ColumnFinding, thresholds: Thresholds) -> Iterator[str]:
    """How far the sum is from each verdict that was not given."""
    total, band = _total(finding), thresholds.of(finding.tier)
    for name, threshold in (("personal", band.personal), ("clean", band.clean)):
        if name != finding.status:
            has = f"this has {1 / (1 + exp(-total)):.2g}"
            yield f"{name} (probability {threshold:g}) needs {_log_odds(threshold) - total:+.1f} log-odds: {has}"
    if finding.status != "undecided" and not finding.decision:
        edge = band.personal if finding.status == "personal" else band.clean
        yield f"stays {finding.status} within {abs(_log_odds(edge) - total):.1f} log-odds"


def _log_odds(probability: float) -> float:
    return log(probability / (1 - probability))


def _missing(finding: ColumnFinding) -> Iterator[str]:
    """Evidence that this column did not give, and that could still come."""
    if not any("header" in reason.evidence for reason in finding.reasons):
        yield "no evidence from the header: a name that says what the column holds would count"
    if finding.comment is None:
        yield "no comment: one in the database or schema file would be read like a header"
    if finding.rows == finding.nulls:
        yield "no values: the column is empty"
    elif finding.valid is None and finding.in_text is None:
        yield "no check digit: nothing to verify in values of this kind"
    if finding.miss_bound is not None:
        yield f"rows were sampled: up to {finding.miss_bound:.2%} of them may hold what the sample did not"
