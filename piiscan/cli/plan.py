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
    purpose: Annotated[
        str | None, typer.Option(metavar="NAME", help="What the data is for: a purpose of the register, or any name.")
    ] = None,
    partner: Annotated[str | None, typer.Option(help="The partner who gets it; tokens are theirs alone.")] = None,
    register: options.RegisterFolder = None,
    key: Annotated[
        str | None, typer.Option(metavar="REF", help="The key that will mask: its version is noted.")
    ] = None,
    subset: options.Subset = None,
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
        purpose=options.purpose_or_name(purpose, register),
        partner=partner,
        decisions=options.decisions_in(decisions),
        notice=options.notice,
        key=key,
        audit=audit_log(context),
        subset=tuple(subset or ()),
    )
    deliver(render_plan(planned), output)
    if output is not None:
        typer.echo(render(planned), err=True, nl=False)
    else:
        for place, warning in planned.warnings:
            options.notice(f"warning: {place}: {warning}")
    raise typer.Exit(outcome(incomplete=not found.complete, found=bool(planned.undecided)))
