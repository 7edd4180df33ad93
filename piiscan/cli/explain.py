"""piiscan explain"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style


class Form(StrEnum):
    """For people, for programs, or a decision to complete."""

    TABLE = "table"
    JSON = "json"
    YAML = "yaml"


def explain(
    findings: options.FindingsFile,
    column: Annotated[str, typer.Argument(metavar="COLUMN", help="A column, TABLE.COLUMN, or a log.")],
    policy: options.PolicyFile = None,
    format: Annotated[
        Form, typer.Option("-f", "--format", help="A table, a JSON document, or a decision on it to complete (yaml).")
    ] = Form.TABLE,
    output: options.Output = None,
) -> None:
    """Show the sum behind the verdict on a column, or on the line patterns of a log."""
    from piiscan import pipeline

    found, read = options.findings_in(findings), options.policy_in(policy)
    deliver(pipeline.explain(found, column, policy=read, form=format.value, **style(output)), output)
