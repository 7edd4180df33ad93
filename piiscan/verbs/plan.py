"""plan: the policy, column by column, as something a person can read, change and sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from piiscan.model.finding import ColumnFinding, DocumentFinding, Findings, Ruling, TableFinding
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.policy import Policy, Rule
from piiscan.model.recognizer import FREE_TEXT
from piiscan.model.template import LineTemplate
from piiscan.model.text import WHOLE_NUMBERS
from piiscan.model.veil import veiled
from piiscan.policy.rules import check_used, decide
from piiscan.transforms import OPERATORS, Operator, build
from piiscan.transforms.generalize import default_generalization
from piiscan.verbs.mixed import common_rule

_TEMPLATES = 1000
"""Line templates of all documents together, so that a plan stays within what is read (strict_yaml.LIMIT)."""


def plan(findings: Findings, policy: Policy, purpose: str | None = None, partner: str | None = None) -> Plan:
    """A complete plan: every column of every table, every document. Undecided columns get no operator.

    Raises PolicyError for a rule that names something this scan does not have.
    """
    check_used(policy, findings)
    return Plan(
        policy={"name": policy.name, "version": policy.version, "digest": policy.digest},
        purpose=purpose,
        partner=partner,
        as_of=date.fromisoformat(findings.as_of),
        k=policy.k,
        unlisted="refuse",
        tables={table.key: _table(table, policy) for table in findings.tables},
        documents=_documents(findings.documents),
    )


def _table(table: TableFinding, policy: Policy) -> TablePlan:
    return TablePlan(table.schema, {column.name: _step(column, policy) for column in table.columns})


def _documents(documents: Sequence[DocumentFinding]) -> dict[str, Step]:
    logs = sum(document.lines is not None for document in documents)
    return {document.key: _document(document, _TEMPLATES // max(1, logs)) for document in documents}


def _document(document: DocumentFinding, most: int) -> Step:
    reason = f"{document.format}, tier {document.tier}"
    if document.lines is None or not document.lines.templates:
        return Step("text", entity=FREE_TEXT, reason=reason)
    templates = tuple(LineTemplate.read(found.template) for found in document.lines.templates[:most])
    said = f"{reason}, {len(templates)} of {document.lines.personal} line patterns with personal data"
    return Step("text", entity=FREE_TEXT, reason=said, templates=templates)


def _step(column: ColumnFinding, policy: Policy) -> Step:
    if entity := veiled(column.name):
        return Step("drop", entity=column.entity, reason=f"its name holds {entity}, and its copy would have its name")
    if column.status == "undecided":
        return Step(None, reason=_question(column))
    rule = common_rule(column, policy) if column.mix else decide(policy, column)
    if rule is None and column.mix:
        return Step(None, entity=column.entity, reason=f"holds {', '.join(column.mix)}, of which no rule serves all")
    if rule is None:
        return Step("drop", entity=column.entity, reason="no rule of the policy matches")
    return _by_rule(column, rule)


def _question(column: ColumnFinding) -> str:
    if column.decision and column.decision.outcome == "reopened":
        return f"undecided: the decision of {column.decision.owner} was reopened, {column.decision.because}"
    guess = f"{column.candidate} with {column.confidence:.0%}" if column.candidate else column.reasons[0].evidence
    return f"undecided: {guess}; a person decides"


def _by_rule(column: ColumnFinding, rule: Rule) -> Step:
    operator, parameters = rule.operator, dict(rule.parameters)
    reasons = [f"tier {column.tier}"] if column.entity else []
    if operator == "generalize" and not parameters:
        known = default_generalization(column.entity or "")
        operator, parameters = (operator, dict(known)) if known is not None else (rule.otherwise or "drop", {})
        reasons += [] if known is not None else ["no coarser form known"]
    if _becomes_text(column, operator, parameters):
        reasons.append(f"{column.type} becomes text")
    if column.decision:
        reasons.append(_ruled(column.decision))
    if column.joins:
        reasons.append(f"joins {', '.join(column.joins)}")
    return Step(operator, parameters, column.entity, reason=", ".join(reasons) or None, is_not=_denied(column))


def _denied(column: ColumnFinding) -> str | None:
    """What a person has decided that the column is not: what they say, or what the scan took it for instead."""
    ruling = column.decision
    if ruling is None or ruling.outcome != "applied":
        return None
    said, scanned = ruling.said.removeprefix("is not "), ruling.scanned.partition(" ")[2]
    if said != ruling.said:
        return said
    return scanned if scanned and scanned != column.entity else None


def _ruled(ruling: Ruling) -> str:
    if ruling.outcome == "refused":
        return f"the decision of {ruling.owner} that it {ruling.said} was refused, {ruling.because}"
    return f"{ruling.owner} decided that it {ruling.said}: {ruling.reason}"


def _becomes_text(column: ColumnFinding, operator: str, parameters: Mapping[str, object]) -> bool:
    """Whether a column of whole numbers gets an operator that makes text of it."""
    made = build(operator, parameters) if operator in OPERATORS else None
    return column.type.startswith(WHOLE_NUMBERS) and made is not None and _tokens(made)


def _tokens(operator: Operator) -> bool:
    return operator.promises.needs_key and not operator.promises.format_preserving
