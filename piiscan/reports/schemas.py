"""The published schemas of what piiscan writes (contracts.md), made from the model, so that they cannot fall behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import get_type_hints

from piiscan.model.assessment import Assessment
from piiscan.model.diagnosis import Diagnosis
from piiscan.model.explanation import Change
from piiscan.model.finding import ColumnFinding, Findings, Incomplete
from piiscan.model.incident import Incident
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.policy import Thresholds
from piiscan.model.removal import Removal
from piiscan.model.risk import Alternative, Diversity
from piiscan.model.span import Span
from piiscan.model.subset import Seed
from piiscan.model.tier import TIERS
from piiscan.model.trace import Trace
from piiscan.model.verification import Check
from piiscan.reports import assessment, diagnosis, explain, findings, incident, removal, risk, trace, verification
from piiscan.reports.drift import Drift
from piiscan.reports.json_schema import DIALECT, Schema, array, record, schema_of
from piiscan.reports.visible import json_text

_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_NUMBER: Schema = {"type": "number"}
_TRUTH: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date"}


def render(name: str) -> str:
    """The schema of a document of DOCUMENTS, as JSON."""
    return json_text({"$schema": DIALECT, **DOCUMENTS[name]()})


def _findings() -> Schema:
    named = schema_of(Findings, findings.SOMETIMES)["properties"]
    derived = {"schema": {"const": findings.SCHEMA}, "complete": _TRUTH, "summary": _summary()}
    return record({**named, **derived, "as_of": _DAY}, about="A findings document: one scan.")


def _summary() -> Schema:
    counts = {name: _COUNT for name in ("tables", "columns", "undecided", "people", "minors")}
    tiers = record({str(tier): _COUNT for tier in TIERS})
    return record({**counts, "by_tier": tiers, "drift": schema_of(tuple[Drift, ...])}, ("drift",))


def _spans() -> Schema:
    named = {name: _COUNT if name in ("start", "end") else schema_of(hint) for name, hint in _shown(Span, "of").items()}
    content = {"id": {}, "spans": array(record(named)), "incomplete": _TEXT}
    return record(content, ("incomplete",), "One line of `detect`: the spans of one text.")


def _validity() -> Schema:
    content = {"line": {"type": "integer", "minimum": 1}, "valid": _TRUTH, "reason": {"enum": ["format", "checksum"]}}
    return record(content, ("reason",), "One line of `check`: the validity of one value.")


def _risk() -> Schema:
    quasi = record({"column": _TEXT, "entity": schema_of(str | None)})
    by_size: Schema = {"type": "object", "additionalProperties": _COUNT}
    table = {
        "table": _TEXT,
        "quasi_identifiers": array(quasi),
        **{name: _COUNT for name in ("rows", "empty", "unique")},
        "k": schema_of(int | None),
        "unique_in_population": schema_of(float | None),
        **{name: by_size for name in ("below", "sizes")},
        "diversity": schema_of(tuple[Diversity, ...]),
        "what_if": schema_of(tuple[Alternative, ...]),
    }
    content = {"schema": {"const": risk.SCHEMA}, "tables": array(record(table)), "incomplete": _missing()}
    return record(content, about="The crowds in which people stand, of every table that was asked about.")


def _verification() -> Schema:
    check = {**schema_of(Check)["properties"], "passed": _TRUTH}
    content = {"schema": {"const": verification.SCHEMA}, "passed": _TRUTH, "incomplete": _missing()}
    return record({**content, "checks": array(record(check))}, about="All checks of one run of `verify`.")


def _explanation() -> Schema:
    change = {"if": _TEXT, **_named(Change, "condition")}
    content = {
        "schema": {"const": explain.SCHEMA},
        "column": schema_of(ColumnFinding),
        "thresholds": schema_of(Thresholds),
        "log_odds": _NUMBER,
        "probability": schema_of(float | None),
        "would_change": array(record(change)),
        "distances": array(_TEXT),
        "missing": array(_TEXT),
    }
    return record(content, about="The sum behind the verdict on one column.")


def _plan() -> Schema:
    """A plan as its YAML is read; an operator's parameters are its own."""
    said = {**_named(Step, "parameters", "templates"), "unmask": {"const": "allowed"}}
    step = _open(record(said, said.keys() - {"operator"}, "The operator of a column."))
    text = _open(
        record({**said, "templates": array(_TEXT)}, {*said, "templates"} - {"operator"}, "The operator of a text.")
    )
    row = _open(record({"operator": _TEXT, "reason": _TEXT}, ("reason",), "A row filter, or the order of rows."))
    steps: Schema = {"type": "object", "additionalProperties": step}
    table = record({**_named(TablePlan), "columns": steps, "rows": array(row)}, ("rows",))
    named = {"piiscan": {"const": "plan/1"}, **_named(Plan, "k", "tables", "documents"), "as_of": _DAY}
    content = {"risk": record({"k": schema_of(int | None)}), "tables": {**steps, "additionalProperties": table}}
    seed = record(
        {**_named(Seed, "where", "limit"), "where": _TEXT, "limit": schema_of(int)}, ("where", "limit", "children")
    )
    named |= {**content, "documents": {**steps, "additionalProperties": text}, "subset": array(seed)}
    return record(named, ("documents", "key_version", "subset"), "What happens to every column.")


def _open(step: Schema) -> Schema:
    """With parameters of its own."""
    return step | {"additionalProperties": True}


def _diagnosis() -> Schema:
    content = {"schema": {"const": diagnosis.SCHEMA}, "in_order": _TRUTH, **_named(Diagnosis)}
    return record(content, about="What `doctor` looked at.")


def _trace() -> Schema:
    return record({"schema": {"const": trace.SCHEMA}, **_named(Trace)}, about="Which deliveries a file came from.")


def _incident() -> Schema:
    return record({"schema": {"const": incident.SCHEMA}, **_named(Incident)}, about="What leaked, and what was done.")


def _removal() -> Schema:
    content = {"schema": {"const": removal.SCHEMA}, **_named(Removal)}
    return record(content, about="What went from new copies, and what that proves.")


def _assessment() -> Schema:
    content = {"schema": {"const": assessment.SCHEMA}, **_named(Assessment)}
    return record(content, about="The periodic report, and what has to be put right.")


def _missing() -> Schema:
    return schema_of(tuple[Incomplete, ...])


def _named(kind: type, *but: str) -> dict[str, Schema]:
    return {name: schema_of(hint) for name, hint in _shown(kind, *but).items()}


def _shown(kind: type, *but: str) -> dict[str, object]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.name not in but}


DOCUMENTS: dict[str, Callable[[], Schema]] = {
    "findings": _findings,
    "spans": _spans,
    "validity": _validity,
    "risk": _risk,
    "verification": _verification,
    "explanation": _explanation,
    "plan": _plan,
    "diagnosis": _diagnosis,
    "trace": _trace,
    "incident": _incident,
    "removal": _removal,
    "assessment": _assessment,
}
"""Name -> what makes its schema; of `spans` and `validity` it is the schema of a line, of `plan` that of its YAML."""
