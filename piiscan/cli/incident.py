"""piiscan release incident"""

from __future__ import annotations

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.cli.workspace import audit_log
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.model.incident import Kind

app = typer.Typer(help="What leaked, how grave that is, what is due, and what was done: until it is closed.")

Name = Annotated[str, typer.Argument(metavar="INCIDENT", help="See `release incident list`.")]
Found = Annotated[
    datetime, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], help="When it was found, in UTC: deadlines count.")
]
TraceFile = Annotated[Path | None, typer.Option("--trace", help="What `release trace -f json` said: all it names.")]
Texts = list[str] | None


class Told(StrEnum):
    """Whom a notice is for."""

    AUTHORITY = "authority"
    PEOPLE = "people"


@app.command(name="open")
def open_(
    context: typer.Context,
    discovered: Found,
    releases: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Releases that leaked.")] = None,
    trace: TraceFile = None,
    policy: options.PolicyFile = None,
) -> None:
    """Open an incident for releases; the policy's rule grades it. Prints its id."""
    from piiscan.pipeline.releasing.incidents import open_incident

    seen = {release: None for release in releases or ()} | (_traced(trace) if trace else {})
    if not seen:
        raise UsageError("say which releases leaked, or what a trace said of them with --trace")
    opened = open_incident(seen, discovered, policy=options.policy_in(policy), log=audit_log(context))
    options.notice(f"{opened.severity}; the authority is to be told by {opened.tell_authority_by}")
    deliver(opened.id)


@app.command()
def update(
    context: typer.Context,
    name: Name,
    cause: Annotated[Texts, typer.Option(metavar="TEXT", help="Why it came about.")] = None,
    measure: Annotated[Texts, typer.Option(metavar="TEXT", help="What was done.")] = None,
    advice: Annotated[Texts, typer.Option(metavar="TEXT", help="What people can do.")] = None,
    told: Annotated[list[Told] | None, typer.Option(help="Who was told now.")] = None,
    untold: Annotated[Texts, typer.Option(metavar="TEXT", help="Why somebody need not be told.")] = None,
) -> None:
    """Add what was found out or done, in words that name nobody."""
    from piiscan.pipeline.releasing.incidents import update as add

    said: list[tuple[Kind, str]] = [
        *(("cause", text) for text in cause or ()),
        *(("measure", text) for text in measure or ()),
        *(("advice", text) for text in advice or ()),
        *((who.value, "was told") for who in told or ()),
        *(("unneeded", text) for text in untold or ()),
    ]
    lacks = add(name, said, log=audit_log(context)).lacks
    options.notice(f"incident {name} still lacks {'; '.join(lacks)}" if lacks else f"incident {name} can be closed")


@app.command()
def close(context: typer.Context, name: Name) -> None:
    """Close it: cause and measures are known, and who had to be told was told. Exit 1 where something lacks."""
    from piiscan.pipeline.releasing.incidents import close as end

    end(name, log=audit_log(context))
    options.notice(f"incident {name} is closed")


@app.command(name="list")
def list_(context: typer.Context, format: options.Format = options.Form.TABLE, output: options.Output = None) -> None:
    """All incidents, and how they stand."""
    from piiscan.pipeline.releasing.incidents import incidents
    from piiscan.reports.incident import list_json, render_list

    found = incidents(audit_log(context))
    deliver((list_json if format == options.Form.JSON else render_list)(found), output)


@app.command()
def show(
    context: typer.Context, name: Name, format: options.Format = options.Form.TABLE, output: options.Output = None
) -> None:
    """What leaked, whom it affects, how grave it is, what is due and what was done."""
    from piiscan.audit.entry import now
    from piiscan.pipeline.releasing.incidents import incident
    from piiscan.reports.incident import render, render_json

    found = incident(name, audit_log(context))
    deliver(render_json(found) if format == options.Form.JSON else render(found, now()), output)


@app.command()
def notice(
    context: typer.Context,
    name: Name,
    to: Annotated[Told, typer.Option(help="Whom it is for.")] = Told.AUTHORITY,
    lang: options.Language = options.Lang.EN,
    output: options.Output = None,
) -> None:
    """Draft what is told of it, as PIPL Art. 57 and GDPR Art. 33 and 34 ask; somebody completes what is in brackets."""
    from piiscan.pipeline.releasing.noticing import drafted

    deliver(drafted(name, to.value, lang.value, audit_log(context)), output)


def _traced(file: Path) -> dict[str, int | None]:
    """Release -> lines of it in the file that was traced. Raises UsageError for what is no trace of anything."""
    from piiscan.model.trace import Trace
    from piiscan.model.typed import Misfit, typed
    from piiscan.reports.trace import SCHEMA

    try:
        content = json.loads(file.read_text("utf-8"))
        if content.pop("schema") == SCHEMA and (trace := typed(Trace, content)).suspects:
            return {one.release: one.lines for one in trace.suspects if one.more or one in trace.alike}
    except (OSError, ValueError, KeyError, AttributeError, Misfit):
        pass
    raise UsageError(f"{file} is no trace that names a release: `release trace FILE -f json -o {file.name}` writes one")
