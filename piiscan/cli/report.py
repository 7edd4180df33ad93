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


Plan = Annotated[Path | None, typer.Option(metavar="FILE", help="openlineage: the plan, as lineage of columns.")]
Copy = Annotated[str | None, typer.Option(metavar="DEST", help="openlineage: where its masked copy lies.")]
Manifest = Annotated[Path | None, typer.Option(metavar="FILE", help="dbt: target/manifest.json of the project.")]


def report(
    findings: options.FindingsFile,
    format: Annotated[Form, typer.Option("-f", "--format", help="The format of the report.")] = Form.HTML,
    output: options.Output = None,
    lang: options.Language = options.Lang.EN,
    plan: Plan = None,
    copy: Copy = None,
    manifest: Manifest = None,
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
        **style(output),
    )
    deliver(said, output)
