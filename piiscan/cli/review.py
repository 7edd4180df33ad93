"""piiscan review"""

from __future__ import annotations

from datetime import date, timedelta
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome

_TERM = timedelta(days=365)
"""How long decisions taken on the page hold."""


def review(
    findings: options.FindingsFile,
    purpose: Annotated[str, typer.Option(metavar="NAME", help="A purpose of the register, or its file.")],
    data: Annotated[
        str | None, typer.Option(metavar="PATH", help="What was scanned: gains are measured on it.")
    ] = None,
    register: options.RegisterFolder = None,
    web: Annotated[
        bool, typer.Option("--web", help="Decide in a browser; -o names the folder of the results.")
    ] = False,
    owner: Annotated[str | None, typer.Option(metavar="NAME", help="web: who decides; else the user's name.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="web: the port, on this machine alone.")] = 0,
    policy: options.PolicyFile = None,
    lang: options.Language = options.Lang.EN,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """What of the data a purpose needs, and what is in excess: left out or said more coarsely, people stand less alone.

    Exit 1 where something is in excess. `plan --purpose` writes the plan that leaves it out.
    """
    from piiscan import pipeline
    from piiscan.reports.review import render, render_json

    found = options.findings_in(findings)
    if web:
        from piiscan.web import Choices, review_page

        asked, rules = options.purpose_in(purpose, register), options.policy_in(policy)
        choices = Choices(found, asked, rules, owner or getuser(), date.today() + _TERM, data)
        review_page(choices, output or Path(), lang=lang.value, port=port, told=_tell)
        return
    reviewed = pipeline.review(found, options.purpose_in(purpose, register), data=data)
    as_json = format == options.Form.JSON
    deliver(render_json(reviewed) if as_json else render(reviewed, **style(output)), output)
    raise typer.Exit(outcome(incomplete=bool(reviewed.incomplete), found=reviewed.in_excess))


def _tell(address: str) -> None:
    typer.echo(f"piiscan: open {address}\npiiscan: the address works once; Ctrl-C ends the review", err=True)
