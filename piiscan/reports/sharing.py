"""What a share did, in a few lines: what was found, what was done, and whether the copy may leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from piiscan.model.finding import Findings
from piiscan.model.plan import Plan
from piiscan.model.verification import Verification
from piiscan.reports.visible import visible
from piiscan.reports.warned import warned


def render(findings: Findings, plan: Plan, verification: Verification | None) -> str:
    """Plain text, one fact a line; names are shown with control characters escaped."""
    return "\n".join(map(visible, _lines(findings, plan, verification))) + "\n"


def _lines(findings: Findings, plan: Plan, verification: Verification | None) -> Iterator[str]:
    columns = [column for table in findings.tables for column in table.columns]
    personal = sum(column.status == "personal" for column in columns)
    people = max((table.people for table in findings.tables), default=0)
    yield f"found     {personal} of {len(columns)} columns are personal; up to {people:,} people in a table"
    operators = Counter(s.operator or "undecided" for t in plan.tables.values() for s in t.columns.values())
    yield "masked    " + ", ".join(f"{operator} {n}" for operator, n in operators.most_common())
    yield from (f"subset    {seed}" for seed in plan.subset)
    yield from (f"warning   {warning}" for warning in warned(plan))
    yield from (f"missing   {left.source}: {left.reason}" for left in findings.incomplete)
    yield from (f"undecided {name}: set its operator in a plan" for name in plan.undecided)
    if verification is not None:
        yield from _verified(verification)
    held = verification is not None and verification.passed
    yield "shared    the copy is pseudonymised; it is still personal data" if held else "refused   nothing was written"


def _verified(verification: Verification) -> Iterator[str]:
    passed = sum(check.passed for check in verification.checks)
    yield f"verified  {passed} of {len(verification.checks)} checks passed"
    ks = [int(k) for check in verification.checks if (k := check.figures.get("k")) is not None]
    if ks:
        yield f"risk      k is {min(ks)}: the smallest crowd that agrees in all quasi-identifiers that remain"
    for check in verification.checks:
        yield from (f"failed    {check.table}: {check.name}: {problem}" for problem in check.problems)
    yield from (f"missing   {left.source}: {left.reason}" for left in verification.incomplete)
