"""Tables of findings as a data contract: Open Data Contract Standard v3.1.0 (Bitol), a draft for its owner to complete.

What the standard has a field for stands there (`classification`, `criticalDataElement`, `tags`); the rest of a verdict
are custom properties.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.tier import SENSITIVE, TIERS
from piiscan.reports.visible import visible
from piiscan.reports.wording import Wording
from piiscan.reports.yaml_text import yaml_text

_VERSION = "v3.1.0"
_WORDS = Wording()
_LOGICAL = {
    "Int": "integer",
    "UInt": "integer",
    "Float": "number",
    "Decimal": "number",
    "Boolean": "boolean",
    "Datetime": "timestamp",
    "Date": "date",
    "Time": "time",
    "List": "array",
    "Array": "array",
    "Struct": "object",
}
"""How names of Polars types begin -> `logicalType` of the standard; all others are strings."""


def render(findings: Findings) -> str:
    """The contract as YAML: a schema object for each table, a property for each column."""
    tables = json.dumps([table.source for table in findings.tables])
    contract = {
        "apiVersion": _VERSION,
        "kind": "DataContract",
        "id": str(uuid5(NAMESPACE_URL, tables)),
        "version": "0.1.0",
        "status": "draft",
        "description": _description(findings),
        "schema": [_table(table) for table in findings.tables],
    }
    return yaml_text(contract)


def _description(findings: Findings) -> dict[str, str]:
    scanned = f"Classified by {findings.tool['name']} {findings.tool['version']} as of {findings.as_of}."
    missing = "; ".join(visible(f"{i.source}: {i.reason}") for i in findings.incomplete)
    return {"usage": scanned} | ({"limitations": f"Not read, or not to its end: {missing}"} if missing else {})


def _table(table: TableFinding) -> dict[str, Any]:
    return {
        "name": table.table,
        "physicalName": table.source,
        "physicalType": table.format,
        "logicalType": "object",
        "tags": [f"tier:{TIERS[table.tier][0]}"],
        "customProperties": list(_properties({"tier": table.tier, "people": table.people, "minors": table.minors})),
        "properties": [_column(column) for column in table.columns],
    }


def _column(column: ColumnFinding) -> dict[str, Any]:
    verdict: dict[str, object] = {"tier": column.tier, "status": column.status, "level": column.level}
    if column.status != "clean":
        verdict |= {"entity": column.entity, "candidate": column.candidate, "role": column.role.value}
        verdict |= {"confidence": column.confidence}
    if column.decision:
        verdict |= {"decision": _WORDS.ruling(column.decision)}
    return {
        "name": column.name,
        "physicalType": column.type,
        "logicalType": logical_type(column.type),
        **({"description": visible(column.comment)} if column.comment else {}),
        "classification": TIERS[column.tier][0],
        "criticalDataElement": column.tier >= SENSITIVE,
        **({"tags": [f"entity:{column.entity}"]} if column.entity else {}),
        "customProperties": list(_properties(verdict)),
    }


def _properties(values: dict[str, object]) -> Iterator[dict[str, object]]:
    """Custom properties of this vendor for all that has a value."""
    for name, value in values.items():
        if value is not None:
            yield {"property": f"piiscan{name.capitalize()}", "value": value}


def logical_type(physical: str) -> str:
    """The logical type of a Polars type; the longest beginning that is known decides."""
    known = [beginning for beginning in _LOGICAL if physical.startswith(beginning)]
    return _LOGICAL[max(known, key=len)] if known else "string"
