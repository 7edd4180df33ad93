"""piiscan review"""

from __future__ import annotations

from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome


def review(
    findings: options.FindingsFile,
    purpose: Annotated[str, typer.Option(metavar="NAME", help="A purpose of the register, or its file.")],
    data: Annotated[
        str | None, typer.Option(metavar="PATH", help="What was scanned: gains are measured on it.")
    ] = None,
    register: options.RegisterFolder = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """What of the data a purpose needs, and what is in excess: left out or said more coarsely, people stand less alone.

    Exit 1 where something is in excess. `plan --purpose` writes the plan that leaves it out.
    """
    from piiscan import pipeline
    from piiscan.reports.review import render, render_json

    found = options.findings_in(findings)
    reviewed = pipeline.review(found, options.purpose_in(purpose, register), data=data)
    as_json = format == options.Form.JSON
    deliver(render_json(reviewed) if as_json else render(reviewed, **style(output)), output)
    raise typer.Exit(outcome(incomplete=bool(reviewed.incomplete), found=reviewed.in_excess))
