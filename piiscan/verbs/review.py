"""review: each column against the purpose: needed as it is, needed more coarsely, or in excess.

PIPL Article 6 asks for the smallest scope that the purpose can do with, GDPR Article 5(1)(c) for data minimisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from piiscan.errors import PlanError, PolicyError
from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.policy import Policy
from piiscan.model.register import Need, Purpose
from piiscan.model.review import ColumnReview, Judgement, Proposal, Review, TableReview
from piiscan.model.tier import Role
from piiscan.model.veil import veiled
from piiscan.policy.rules import decide, touches
from piiscan.transforms import build
from piiscan.transforms.generalize import default_generalization

_DROP = Proposal("drop", {})
_TELLS: Mapping[str, frozenset[str]] = {
    "CN_RESIDENT_ID": frozenset({"DATE_OF_BIRTH", "AGE", "GENDER"}),
    "DATE_OF_BIRTH": frozenset({"AGE"}),
}
"""What follows from what: a resident number holds the date of birth in its digits 7 to 14, and its 17th is odd for
men (GB 11643-1999)."""


def review(findings: Findings, purpose: Purpose) -> Review:
    """The judgement on every column, as far as findings tell. Raises PolicyError for a form that no operator makes."""
    for number, need in enumerate(purpose.needs):
        _check_form(purpose, number, need)
    tables = tuple(review_table(table, purpose) for table in findings.tables)
    return Review(purpose.name, purpose.version, tables, tuple(_missing(findings, purpose)), findings.incomplete)


def review_table(table: TableFinding, purpose: Purpose, same: Mapping[str, str] | None = None) -> TableReview:
    """The judgement on the columns of one table; `same`: column -> one before it with the same value in every row."""
    same = same or {}
    needs = {
        column.name: next((need for need in purpose.needs if touches(need.match, column)), None)
        for column in table.columns
    }
    exact = [c for c in table.columns if (need := needs[c.name]) is not None and need.as_ == "exact"]
    return TableReview(table.key, tuple(_column(c, table, needs[c.name], same, exact) for c in table.columns))


def minimised(plan: Plan, review: Review, findings: Findings, policy: Policy, purpose: Purpose) -> Plan:
    """The plan with what the review proposes, without rows past the term, of people who did not agree, or objected.

    What the policy drops stays dropped; what is needed, and has no form of its own, stays as the policy wants it.
    """
    judged = {table.table: {column.column: column for column in table.columns} for table in review.tables}
    forbidden = {(table.key, c.name) for table in findings.tables for c in table.columns if _forbidden(c, policy)}
    tables = {
        key: replace(
            table,
            columns={n: _step(step, judged[key][n], (key, n) in forbidden) for n, step in table.columns.items()},
            rows=tuple(_filters(purpose, table)),
        )
        for key, table in plan.tables.items()
    }
    return replace(plan, tables=tables)


def _filters(purpose: Purpose, table: TablePlan) -> Iterator[Step]:
    """The row filters that the purpose asks for, of which the table has the column."""
    if purpose.consent in table.columns:
        yield Step("consent", {"column": purpose.consent}, reason=f"purpose {purpose.name}: only who agreed")
    excluded = purpose.exclusion
    if excluded and excluded.column in table.columns:
        yield Step("exclusion", asdict(excluded), reason=f"purpose {purpose.name}: nobody who objected")
    term = purpose.retention
    if term and term.column in table.columns:
        yield Step("retention", asdict(term), reason=f"purpose {purpose.name}: no longer than it needs them")


def _check_form(purpose: Purpose, number: int, need: Need) -> None:
    if isinstance(need.as_, Mapping):
        try:
            build("generalize", need.as_)
        except PlanError as unfit:
            raise PolicyError(f"purpose {purpose.name}: needs[{number}].as: {unfit}") from None


def _missing(findings: Findings, purpose: Purpose) -> Iterator[str]:
    columns = [column for table in findings.tables for column in table.columns]
    for need in purpose.needs:
        if not any(touches(need.match, column) for column in columns):
            match = need.match
            yield match.column or match.entity or str(match.role or f"tier {match.tier}")


def _column(
    column: ColumnFinding,
    table: TableFinding,
    need: Need | None,
    same: Mapping[str, str],
    exact: Sequence[ColumnFinding],
) -> ColumnReview:
    judgement, why, proposal = _judged(column, table, need, same.get(column.name), exact)
    return ColumnReview(column.name, column.entity or column.candidate, column.tier, judgement, why, proposal)


def _judged(
    column: ColumnFinding, table: TableFinding, need: Need | None, twin: str | None, exact: Sequence[ColumnFinding]
) -> tuple[Judgement, str, Proposal | None]:
    whole = table.rows_scanned == table.rows
    if whole and column.rows == column.nulls:
        return "empty", "no row has a value", _DROP
    if need is None:
        return "excess", "the purpose does not need it", _DROP
    if column.status == "undecided":
        return "undecided", "a person decides first what it is", None
    if whole and column.distinct == 1 and column.distinct_error == 0 and not column.nulls:
        return "constant", "the same value in every row", _DROP
    if twin:
        return "duplicate", f"the same as {twin} in every row", _DROP
    finer = next((c for c in exact if c is not column and column.entity in _TELLS.get(c.entity or "", ())), None)
    if finer:
        return "derivable", f"follows from {finer.name}", _DROP
    return _form(column, need)


def _form(column: ColumnFinding, need: Need) -> tuple[Judgement, str, Proposal | None]:
    if isinstance(need.as_, Mapping):
        return "coarser", need.why, Proposal("generalize", need.as_)
    if column.role != Role.QUASI_IDENTIFIER:
        return "needed", need.why, None
    if need.as_ == "exact":
        return "needed", f"exact, {need.why}", Proposal("keep", {})
    usual = default_generalization(column.entity or "")
    if usual is None:
        return "needed", need.why, None
    return "over-precise", f"{need.why}; nothing says that it must be exact", Proposal("generalize", usual)


def _forbidden(column: ColumnFinding, policy: Policy) -> bool:
    """Whether the policy itself drops the column, or its name could not stand in a copy."""
    rule = decide(policy, column)
    return bool(veiled(column.name)) or (rule is not None and rule.operator == "drop")


def _step(step: Step, column: ColumnReview, forbidden: bool) -> Step:
    proposal = column.proposal
    if forbidden or (proposal is None and step.operator is None):
        return step
    reason = f"{column.judgement}: {column.why}"
    if proposal is None:
        return replace(step, reason=", ".join(filter(None, (step.reason, reason))))
    return replace(step, operator=proposal.operator, parameters=proposal.parameters, reason=reason)
