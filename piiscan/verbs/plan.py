"""plan: the policy, column by column, as something a person can read, change and sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from piiscan.errors import PlanError
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
from piiscan.transforms.surrogate import Kind
from piiscan.verbs.domains import share_domains
from piiscan.verbs.mixed import common_rule

_FEW = 1000
"""Different values below which equal tokens are matched by how often they occur (issue 7; the attack is that of
Naveed, Kamara, Wright: Inference attacks on property-preserving encrypted databases, CCS 2015)."""
_AMOUNTS = frozenset({"SALARY", "BALANCE"})
_UNICITY, _FEWEST = 0.9, 20
"""Share of values that occur once from which a column tells rows apart (catalogue B40), and how many show it."""
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
        tables=_tables(findings.tables, policy),
        documents=_documents(findings.documents),
    )


def _tables(tables: Sequence[TableFinding], policy: Policy) -> dict[str, TablePlan]:
    alone = {(table.key, column.name): _step(column, policy) for table in tables for column in table.columns}
    steps = share_domains(tables, alone)
    return {
        t.key: TablePlan(t.schema, {c.name: _warned(t, c, steps[t.key, c.name]) for c in t.columns}) for t in tables
    }


def _warned(table: TableFinding, column: ColumnFinding, step: Step) -> Step:
    if step.operator == "keep" and table.people and singles_out(column):
        return replace(step, warning=f"open to singling out: {column.distinct:,} distinct")
    return _noted(column, step)


def singles_out(column: ColumnFinding) -> bool:
    """Whatever it is: a device, a moment to the millisecond, a number of somebody else's."""
    filled = column.rows - column.nulls
    return filled >= _FEWEST and column.distinct * (1 + 3 * column.distinct_error) > _UNICITY * filled


def _noted(column: ColumnFinding, step: Step) -> Step:
    """With what comes of the column's own type and values."""
    made = build(step.operator, step.parameters) if step.operator and step.operator in OPERATORS else None
    if made is None or not made.promises.needs_key:
        return step
    if column.type.startswith(WHOLE_NUMBERS) and not made.promises.format_preserving:
        step = replace(step, reason=", ".join(filter(None, [step.reason, f"{column.type} becomes text"])))
    warnings = [_frequencies(column) if _recurs(made) else None, _uniform(column, step)]
    return replace(step, warning="; ".join(filter(None, warnings)) or None)


def _recurs(operator: Operator) -> bool:
    """Whether equal values get equal outputs, whatever else stands in their rows."""
    return operator.promises.deterministic and not operator.reads()


def _frequencies(column: ColumnFinding) -> str | None:
    """Values that all occur once have no frequencies to tell them by."""
    few = column.distinct < _FEW and column.distinct < column.rows - column.nulls
    return f"open to frequency matching: {column.distinct:,} distinct" if few else None


def _uniform(column: ColumnFinding, step: Step) -> str | None:
    """The first digits of amounts fall off as Benford found; those of ciphertexts are even."""
    spoilt = step.operator == "fpe" and column.entity in _AMOUNTS
    return "of no use as amounts: first digits become even" if spoilt else None


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
    operator: str | None = rule.operator
    parameters: dict[str, object] = dict(rule.parameters)
    reasons = [f"tier {column.tier}"] if column.entity else []
    if operator == "generalize" and not parameters:
        known = default_generalization(column.entity or "")
        operator, parameters = (operator, dict(known)) if known is not None else (rule.otherwise or "drop", {})
        reasons += [] if known is not None else ["no coarser form known"]
    if why := _ambiguous(column, operator, parameters):
        operator, parameters = rule.otherwise, {}
        reasons.append(why)
    if operator == "shuffle":
        reasons.append("whole set: takes all rows at once")
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


def _ambiguous(column: ColumnFinding, operator: str | None, parameters: Mapping[str, object]) -> str | None:
    """Why an operator whose outputs are values of people, and may be the same for two, does not serve a column."""
    if operator != "surrogate":
        return None
    try:
        made = build(operator, parameters).serving(column.entity)
    except PlanError as unserved:
        return str(unserved)
    if column.joins:
        return "surrogates are not unique, and the column is a key: use pseudonym or fpe"
    filled = (column.rows - column.nulls) * (1 - 3 * column.distinct_error)
    if isinstance(made, Kind) and made.key and column.distinct > 1 and column.distinct >= filled:
        return "surrogates are not unique, and the column is: use pseudonym or fpe"
    return None
