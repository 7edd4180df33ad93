"""piiscan explain"""

from __future__ import annotations

from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style


def explain(
    findings: options.FindingsFile,
    column: Annotated[str, typer.Argument(metavar="COLUMN", help="A column, or TABLE.COLUMN.")],
    policy: options.PolicyFile = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Show the sum behind the verdict on a column, and what would change it."""
    from piiscan import pipeline

    found, read = options.findings_in(findings), options.policy_in(policy)
    deliver(pipeline.explain(found, column, policy=read, form=format.value, **style(output)), output)
