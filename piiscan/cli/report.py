"""piiscan report"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style


class Form(StrEnum):
    HTML = "html"
    JSON = "json"
    CSV = "csv"
    MD = "md"
    TABLE = "table"
    SARIF = "sarif"
    OPENLINEAGE = "openlineage"
    DBT = "dbt"
    ODCS = "odcs"


Plan = Annotated[Path | None, typer.Option(metavar="FILE", help="html: what becomes of it; openlineage: its lineage.")]
Beside = Annotated[
    list[Path] | None,
    typer.Option(
        "--with", metavar="FILE", help="html: JSON of an earlier scan, verify, risk (source, then copy), attacks."
    ),
]
Copy = Annotated[str | None, typer.Option(metavar="DEST", help="openlineage: where its masked copy lies.")]
Manifest = Annotated[Path | None, typer.Option(metavar="FILE", help="dbt: target/manifest.json of the project.")]


class Document(StrEnum):
    """What has a schema."""

    FINDINGS = "findings"
    SPANS = "spans"
    VALIDITY = "validity"
    RISK = "risk"
    VERIFICATION = "verification"
    EXPLANATION = "explanation"
    PLAN = "plan"
    DIAGNOSIS = "diagnosis"
    TRACE = "trace"
    INCIDENT = "incident"
    REMOVAL = "removal"
    ASSESSMENT = "assessment"


def _print_schema(document: Document | None) -> None:
    if document is not None:
        from piiscan.reports.schemas import render

        deliver(render(document.value))
        raise typer.Exit


Schema = Annotated[
    Document | None,
    typer.Option("--schema", is_eager=True, callback=_print_schema, help="Print a JSON Schema and stop."),
]


def report(
    findings: options.FindingsFile,
    format: Annotated[Form, typer.Option("-f", "--format", help="The format of the report.")] = Form.HTML,
    output: options.Output = None,
    lang: options.Language = options.Lang.EN,
    plan: Plan = None,
    beside: Beside = None,
    copy: Copy = None,
    manifest: Manifest = None,
    schema: Schema = None,
) -> None:
    """Turn findings into a report for people, or for another program."""
    from piiscan import pipeline
    from piiscan.policy.plans import load_plan

    said = pipeline.report(
        options.findings_in(findings),
        format.value,
        lang=lang.value,
        plan=load_plan(plan) if plan else None,
        copy=copy,
        manifest=manifest,
        beside=beside or (),
        **style(output),
    )
    deliver(said, output)
