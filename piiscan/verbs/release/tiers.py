"""How sensitive a copy still is: the tier of each column, by what its operator leaves of it."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

from piiscan.model.finding import Findings
from piiscan.model.plan import Plan, Step
from piiscan.model.tier import Role
from piiscan.transforms import Operator, build

__all__ = ["left", "step_of"]

_OPEN, _INDIRECT, _PERSONAL = 1, 2, 3
_STAYS = (Role.SENSITIVE_ATTRIBUTE, Role.SECRET)
"""What is sensitive whatever it is rounded to: a band of salaries is one of salaries."""


def left(findings: Findings, plan: Plan) -> Iterator[tuple[str, int]]:
    """Each column (`table.column`) and text of the copy, and its tier there. The plan is decided."""
    for table in findings.tables:
        for column in table.columns:
            step = plan.tables[table.key].columns[column.name]
            if tier := _left(column.tier, column.role, _operator(step)):
                yield f"{table.key}.{column.name}", tier
    for document in findings.documents:
        if (planned := step_of(document.key, plan)) and (tier := _left(document.tier, Role.NONE, _operator(planned))):
            yield document.key, tier


def step_of(document: str, plan: Plan) -> Step | None:
    """What the plan does to a text: the first glob that takes it, as `mask` has it."""
    taking = (step for glob, step in plan.documents.items() if document == glob or fnmatchcase(document, glob))
    return next(taking, None)


def _operator(step: Step) -> Operator:
    return build(str(step.operator), step.parameters)


def _left(tier: int, role: Role, operator: Operator) -> int:
    """0: it is not in the copy. What is found by models only may be left by them: a name, tier 3.

    Ends that stay visible leave the tier as it is; a coarser statement of what identifies is indirect, and so is a
    token, by which rows of one person are told (contracts.md, tiers); a fixed text says nothing.
    """
    seen = operator.visible()
    ends = bool(seen.prefix or seen.suffix)
    coarser = seen.rest == "coarser" or (ends and operator.name == "generalize")
    if not operator.promises.column:
        return 0
    if seen.rest == "unfound":
        return min(tier, _PERSONAL)
    if coarser:
        return tier if role in _STAYS else min(tier, _INDIRECT)
    if seen.rest == "all" or ends:
        return tier
    return min(tier, _INDIRECT if operator.promises.needs_key else _OPEN)
