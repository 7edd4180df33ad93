"""piiscan plan"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.cli.exits import outcome
from piiscan.cli.workspace import audit_log
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.model.finding import Findings
    from piiscan.model.plan import Plan


class As(StrEnum):
    """A plan to mask copies by, or a script of masked views."""

    YAML = "yaml"
    SQL = "sql"


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
    form: Annotated[As, typer.Option("--as", help="A plan, or a script of masked views for each role.")] = As.YAML,
    role: Annotated[
        list[str] | None, typer.Option(metavar="NAME=TIER", help="A role and its highest tier, for --as sql.")
    ] = None,
    subset: options.Subset = None,
    output: options.Output = None,
) -> None:
    """Write a complete plan for masking; exit 1 where a person must decide a column first.

    With --as sql, views and grants for PostgreSQL or MySQL: roles see what their tier allows, in clear or masked.
    """
    found = options.findings_in(findings)
    if form is As.SQL and _typed(context, "key"):
        raise UsageError("--key goes with a plan: no view may hold what a key makes")
    if form is As.SQL and _typed(context, "subset"):
        raise UsageError("--subset goes with a plan: views show all rows, or those that the plan's filters leave")
    if form is As.YAML and _typed(context, "role"):
        raise UsageError("--role goes with --as sql")
    given = {
        "policy": options.policy_in(policy),
        "purpose": options.purpose_or_name(purpose, register),
        "partner": partner,
        "decisions": options.decisions_in(decisions),
        "notice": options.notice,
    }
    if form is As.SQL:
        planned = _viewed(found, given, role or (), output)
    else:
        planned = _planned(
            found, {**given, "key": key, "audit": audit_log(context), "subset": tuple(subset or ())}, output
        )
    raise typer.Exit(outcome(incomplete=not found.complete, found=bool(planned.undecided)))


def _typed(context: typer.Context, option: str) -> bool:
    """Whether it was said for this run, and not for all of them."""
    source = context.get_parameter_source(option)
    return source is not None and source.name == "COMMANDLINE"


def _planned(found: Findings, given: dict[str, Any], output: Path | None) -> Plan:
    from piiscan import pipeline
    from piiscan.policy.plans import render_plan
    from piiscan.reports.plan import render
    from piiscan.reports.warned import warned

    planned = pipeline.plan(found, **given)
    deliver(render_plan(planned), output)
    if output is not None:
        typer.echo(render(planned), err=True, nl=False)
    else:
        for warning in warned(planned):
            options.notice(f"warning: {warning}")
    return planned


def _viewed(found: Findings, given: dict[str, Any], roles: Sequence[str], output: Path | None) -> Plan:
    from piiscan import pipeline
    from piiscan.policy.roles import roles_of
    from piiscan.reports.views import render
    from piiscan.verbs.views.scripts import script

    planned, views = pipeline.views(found, roles=roles_of(given["policy"], roles), **given)
    deliver(script(views), output)
    typer.echo(render(views), err=True, nl=False)
    return planned
