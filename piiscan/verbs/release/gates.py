"""What must hold before data leaves: of records on a day, and of the copy that was made. A word -> why not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.register import Partner, Purpose
from piiscan.model.verification import Verification
from piiscan.verbs.release.tiers import left

__all__ = ["of_copy", "of_records", "of_scan"]

_SHOWN = 3


def of_records(partner: Partner, purpose: Purpose, expires: date, day: date) -> Iterator[tuple[str, str]]:
    """What speaks against sharing with the partner for the purpose, until `expires`."""
    agreement = partner.agreement
    if day < agreement.since:
        yield "agreement", f"agreement {agreement.reference} with {partner.name} begins on {agreement.since}"
    if day > agreement.until:
        yield "agreement", f"agreement {agreement.reference} with {partner.name} lapsed on {agreement.until}"
    if not day <= expires <= agreement.until:
        yield "expires", f"{partner.name} may use it until a day from {day} to {agreement.until}, not until {expires}"
    if purpose.name not in partner.purposes:
        yield "purpose", f"purpose {purpose.name} is none that {partner.name} gets data for"
    for record in (partner, purpose):
        if day < record.effective:
            yield "record", f"the record {record.name} takes effect on {record.effective}"


def of_scan(findings: Findings, plan: Plan, partner: Partner, purpose: Purpose) -> Iterator[tuple[str, str]]:
    """What speaks against masking as planned."""
    if unfiltered := list(_unfiltered(findings, plan, purpose)):
        yield (
            "consent",
            f"purpose {purpose.name} asks who agreed or objected, which nothing tells in {_some(unfiltered)}",
        )
    if not findings.complete:
        missing = findings.incomplete[0]
        yield "scan", f"the scan is incomplete: {missing.source}: {missing.reason}"
    if plan.undecided:
        yield "undecided", f"nobody has decided what {_some(plan.undecided)} is"
    elif findings.complete:
        above = [f"{name} (tier {tier})" for name, tier in left(findings, plan) if tier > partner.highest_tier]
        if above:
            yield "tier", f"{partner.name} gets tier {partner.highest_tier} at most, and in the copy is {_some(above)}"


def _unfiltered(findings: Findings, plan: Plan, purpose: Purpose) -> Iterator[str]:
    """What is about people, and lacks a column of those that the purpose leaves rows out by."""
    asked = {"consent": purpose.consent, "exclusion": purpose.exclusion}
    wanted = {operator for operator, given in asked.items() if given}
    for table in findings.tables:
        about = any(column.entity or column.candidate for column in table.columns)
        if about and wanted - {step.operator for step in plan.tables[table.key].rows}:
            yield table.key
    yield from (document.key for document in findings.documents if wanted and document.entities)


def of_copy(verification: Verification) -> Iterator[tuple[str, str]]:
    """What speaks against the copy that was made."""
    if verification.incomplete:
        missing = verification.incomplete[0]
        yield "verification", f"the copy could not be verified: {missing.source}: {missing.reason}"
    elif not verification.passed:
        failed = [f"{check.table}: {check.name}" for check in verification.checks if not check.passed]
        yield "verification", f"the copy failed its verification: {_some(failed) or 'there was nothing to check'}"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return f"{', '.join(names[:_SHOWN])}{more}"
