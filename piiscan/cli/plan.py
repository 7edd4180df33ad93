"""piiscan plan"""

from __future__ import annotations

from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.cli.exits import outcome
from piiscan.cli.workspace import audit_log


def plan(
    context: typer.Context,
    findings: options.FindingsFile,
    policy: options.PolicyFile = None,
    decisions: options.Decisions = None,
    purpose: Annotated[str | None, typer.Option(help="The purpose that the data is masked for.")] = None,
    partner: Annotated[str | None, typer.Option(help="The partner who gets it; tokens are theirs alone.")] = None,
    key: Annotated[
        str | None, typer.Option(metavar="REF", help="The key that will mask: its version is noted.")
    ] = None,
    output: options.Output = None,
) -> None:
    """Write a complete plan for masking; exit 1 where a person must decide a column first."""
    from piiscan import pipeline
    from piiscan.policy.plans import render_plan
    from piiscan.reports.plan import render

    found = options.findings_in(findings)
    planned = pipeline.plan(
        found,
        policy=options.policy_in(policy),
        purpose=purpose,
        partner=partner,
        decisions=options.decisions_in(decisions),
        notice=options.notice,
        key=key,
        audit=audit_log(context),
    )
    deliver(render_plan(planned), output)
    if output is not None:
        typer.echo(render(planned), err=True, nl=False)
    raise typer.Exit(outcome(incomplete=not found.complete, found=bool(planned.undecided)))
