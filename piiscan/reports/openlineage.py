"""Findings as an OpenLineage event (spec 2-0-2): what a scan read, or what a plan makes of it.

Without a plan it is the RunEvent of the scan, its tables and texts being inputs with the facets `schema` and `tags`.
With a plan it is the JobEvent of masking: each masked table is an output whose facet `columnLineage` says of every
column whether it is masked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from piiscan.errors import PlanError
from piiscan.model.finding import ColumnFinding, DocumentFinding, Findings, TableFinding
from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.model.tier import TIERS
from piiscan.reports.uris import data_source
from piiscan.reports.visible import json_text, visible
from piiscan.reports.wording import Wording

_SPEC = "https://openlineage.io/spec"
_EVENTS = f"{_SPEC}/2-0-2/OpenLineage.json#/$defs"
_PRODUCER = "pkg:pypi/piiscan-data"
_JOBS = "piiscan"
_WORDS = Wording()


def render(findings: Findings, plan: Plan | None = None, copy: str | None = None) -> str:
    """One event. `copy` is where the masked copy of the plan lies: a file, a database, or a folder with its slash.

    Raises PlanError where the plan is undecided, or names no table of the findings.
    """
    return json_text(_masking(findings, plan, copy or "") if plan else _scan(findings))


def _scan(findings: Findings) -> dict[str, Any]:
    """The event of a run; a scan that is incomplete has failed, and says how much it has not read."""
    job = f"scan {_common(findings)}".strip()
    ended = datetime.fromisoformat(findings.started) + timedelta(seconds=findings.seconds)
    facets: dict[str, Any] = {}
    if not findings.complete:
        said = f"not read, or not to its end: {len(findings.incomplete)}"
        facets["errorMessage"] = _facet("1-0-1", "ErrorMessageRunFacet", message=said, programmingLanguage="Python")
    return {
        "eventType": "COMPLETE" if findings.complete else "FAIL",
        "eventTime": ended.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "run": {"runId": str(uuid5(NAMESPACE_URL, json.dumps([findings.started, job]))), "facets": facets},
        "job": {"namespace": _JOBS, "name": job},
        "inputs": [*map(_table, findings.tables), *map(_document, findings.documents)],
        **_origin("RunEvent"),
    }


def _masking(findings: Findings, plan: Plan, copy: str) -> dict[str, Any]:
    if plan.undecided:
        raise PlanError(f"{len(plan.undecided)} columns of the plan are undecided: a person must write their operators")
    planned = [(table, plan.tables[table.key]) for table in findings.tables if table.key in plan.tables]
    if not planned:
        raise PlanError("the plan names no table of these findings: give the plan that was made from them")
    job = f"mask {_common(findings)} for {plan.partner or plan.purpose or plan.policy['name']}"
    return {
        "eventTime": findings.started,
        "job": {"namespace": _JOBS, "name": job},
        "inputs": [_table(table) for table, _ in planned],
        "outputs": [_masked(table, steps, copy) for table, steps in planned],
        **_origin("JobEvent"),
    }


def _table(table: TableFinding) -> dict[str, Any]:
    fields = [
        {"name": c.name, "type": c.type, **({"description": c.comment} if c.comment else {})} for c in table.columns
    ]
    return {**_dataset(table), "facets": {"schema": _schema(fields), "tags": _tags(_of_table(table))}}


def _document(found: DocumentFinding) -> dict[str, Any]:
    namespace, name = data_source(found.source, found.key)
    tags = [_tag("tier", TIERS[found.tier][0]), *(_tag("entity", entity) for entity in found.entities)]
    return {"namespace": namespace, "name": name, "facets": {"tags": _tags(tags)}}


def _of_table(table: TableFinding) -> Iterator[dict[str, str]]:
    yield _tag("tier", TIERS[table.tier][0])
    for column in (c for c in table.columns if c.status != "clean" or c.decision):
        said = {"tier": TIERS[column.tier][0], "role": column.role.value, **_verdict(column)}
        yield from (
            _tag(key, value, column.name) for key, value in said.items() if column.status != "clean" or column.decision
        )


def _verdict(column: ColumnFinding) -> dict[str, str]:
    said = {"entity": column.entity} if column.entity else {"status": column.status}
    said |= {"decision": visible(_WORDS.ruling(column.decision))} if column.decision else {}
    return said | ({"level": column.level} if column.level else {})


def _masked(table: TableFinding, steps: TablePlan, copy: str) -> dict[str, Any]:
    """The dataset that the plan makes of a table: what is dropped is no field of it."""
    source = _dataset(table)
    fields = {name: _lineage(source, name, step) for name, step in steps.columns.items() if step.operator != "drop"}
    lineage = _facet("1-2-0", "ColumnLineageDatasetFacet", fields=fields)
    namespace, name = data_source(f"{copy}{table.key}" if copy.endswith("/") else copy, table.key)
    schema = _schema([{"name": field} for field in fields])
    return {"namespace": namespace, "name": name, "facets": {"schema": schema, "columnLineage": lineage}}


def _lineage(source: Mapping[str, str], column: str, step: Step) -> dict[str, Any]:
    """ColumnLineageDatasetFacet 1-2-0, `transformations`: identity, or a transformation that masks."""
    kept = step.operator == "keep"
    how = {
        "type": "DIRECT",
        "subtype": "IDENTITY" if kept else "TRANSFORMATION",
        "description": step.operator,
        "masking": not kept,
    }
    return {"inputFields": [{**source, "field": column, "transformations": [how]}]}


def _dataset(table: TableFinding) -> dict[str, str]:
    namespace, name = data_source(table.source, table.table)
    return {"namespace": namespace, "name": name}


def _schema(fields: list[dict[str, str]]) -> dict[str, Any]:
    return _facet("1-2-0", "SchemaDatasetFacet", fields=fields)


def _tags(tags: Iterator[dict[str, str]] | list[dict[str, str]]) -> dict[str, Any]:
    return _facet("1-0-0", "TagsDatasetFacet", tags=list(tags))


def _tag(key: str, value: str, field: str | None = None) -> dict[str, str]:
    tag = {"key": f"piiscan.{key}", "value": value, "source": "PIISCAN"}
    return tag | ({"field": field} if field is not None else {})


def _facet(version: str, name: str, **content: Any) -> dict[str, Any]:
    return {"_producer": _PRODUCER, "_schemaURL": f"{_SPEC}/facets/{version}/{name}.json#/$defs/{name}", **content}


def _origin(event: str) -> dict[str, str]:
    return {"producer": _PRODUCER, "schemaURL": f"{_EVENTS}/{event}"}


def _common(findings: Findings) -> str:
    """The path that all sources begin with, which tells jobs apart."""
    sources = [*(table.source for table in findings.tables), *(found.source for found in findings.documents)]
    steps = zip(*(source.split("/") for source in sources), strict=False)
    return "/".join(step[0] for step in takewhile(lambda step: len(set(step)) == 1, steps))
