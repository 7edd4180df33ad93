"""Verdicts as dbt properties: fragments of a schema.yml with `meta` and `tags` for the columns of models and sources.

dbt 1.10 takes `meta` and `tags` of a column under `config`, older versions beside it
(docs.getdbt.com/reference/resource-configs/meta).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from piiscan.errors import UsageError
from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.tier import TIERS
from piiscan.reports.dbt_manifest import Manifest, Resource
from piiscan.reports.visible import visible
from piiscan.reports.wording import Wording
from piiscan.reports.yaml_text import yaml_text

_WORDS = Wording()
_CONFIGURED = (1, 10)
_NEEDS = "dbt: give the manifest of the project: --manifest target/manifest.json"


def render(findings: Findings, manifest: Manifest | None) -> str:
    """The fragments as YAML, under a comment that says what belongs where, and what is missing.

    Raises UsageError without a manifest, and where no table of the findings is a relation of it.
    """
    if manifest is None:
        raise UsageError(_NEEDS)
    found = [(table, manifest.resource(table.key, table.table)) for table in findings.tables]
    known = [(table, resource) for table, resource in found if resource]
    if not known:
        raise UsageError("dbt: no table of the findings is a model, source, seed or snapshot of the manifest")
    missing = [*(i.source for i in findings.incomplete), *(table.source for table, known in found if not known)]
    described = [f"{r.name}: {r.described_in}" for _, r in known if r.described_in]
    head = _comment("described already; lay these columns into", described) + _comment("not in here", missing)
    return head + yaml_text({"version": 2, **_sections(known, manifest.version >= _CONFIGURED)})


def _comment(what: str, listed: list[str]) -> str:
    return "".join(f"# {what}: {visible(name)}\n" for name in listed)


def _sections(known: list[tuple[TableFinding, Resource]], configured: bool) -> dict[str, Any]:
    sections: dict[str, list[Any]] = {}
    sources: dict[str, list[Any]] = {}
    for table, resource in known:
        entry = {"name": resource.name, "columns": list(_columns(table, configured))}
        of_source = sources.setdefault(resource.source, []) if resource.source else None
        (sections.setdefault(f"{resource.kind}s", []) if of_source is None else of_source).append(entry)
    if sources:
        sections["sources"] = [{"name": name, "tables": tables} for name, tables in sources.items()]
    return sections


def _columns(table: TableFinding, configured: bool) -> Iterator[dict[str, Any]]:
    for column in table.columns:
        said = {"meta": {"piiscan": _meta(column)}, **_tags(column)}
        yield {"name": column.name, **({"config": said} if configured else said)}


def _tags(column: ColumnFinding) -> Mapping[str, list[str]]:
    """A clean column has none."""
    return {} if column.status == "clean" else {"tags": ["personal_data", f"tier_{TIERS[column.tier][0]}"]}


def _meta(column: ColumnFinding) -> dict[str, object]:
    said = {"status": column.status, "entity": column.entity, "candidate": column.candidate, "tier": column.tier}
    said |= {"role": column.role.value if column.status != "clean" else None, "level": column.level}
    said |= {"decision": _WORDS.ruling(column.decision) if column.decision else None}
    return {key: value for key, value in said.items() if value is not None}
