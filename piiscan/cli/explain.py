"""piiscan explain"""

from __future__ import annotations

from typing import Annotated

import typer

from piiscan.cli import options


def explain(
    findings: options.FindingsFile,
    column: Annotated[str, typer.Argument(metavar="COLUMN", help="A column, or TABLE.COLUMN.")],
    policy: options.PolicyFile = None,
    output: options.Output = None,
) -> None:
    """Show the sum behind the verdict on a column, and what would change it."""
    from piiscan import pipeline

    text = pipeline.explain(options.findings_in(findings), column, policy=options.policy_in(policy))
    options.deliver(text, output)
