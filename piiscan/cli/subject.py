"""piiscan subject"""

from __future__ import annotations

import sys
from getpass import getpass
from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome
from piiscan.cli.lines import lines_of
from piiscan.errors import UsageError

app = typer.Typer(help="Find one person in everything that is held.")


@app.command()
def find(
    targets: Annotated[list[str], typer.Argument(metavar="TARGET...", help="Files, folders, masked copies.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FILE", help="One identifier a line; else stdin, or a prompt.")
    ] = None,
    plan: Annotated[Path | None, typer.Option(help="The plan of a masked copy: pseudonyms are found, too.")] = None,
    key: options.Key = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
    include: options.Include = None,
    exclude: options.Exclude = None,
) -> None:
    """Where a person stands: the columns and texts that hold their identifiers, or in a masked copy their pseudonyms.

    An identifier is a line: a value, or CN_MOBILE=value. None is ever given on the command line.
    """
    from piiscan import pipeline
    from piiscan.policy.plans import load_plan
    from piiscan.reports.whereabouts import render, render_json

    found = pipeline.find(
        targets,
        _identifiers(from_),
        plan=None if plan is None else load_plan(plan),
        key=key,
        options=options.read_options(include, exclude),
    )
    as_json = format == options.Form.JSON
    deliver(render_json(found) if as_json else render(found, **style(output)), output)
    raise typer.Exit(outcome(incomplete=bool(found.incomplete), found=False))


def _identifiers(file: str | None) -> list[str]:
    """Raises UsageError where there are none, or one cannot be read."""
    if file is None and sys.stdin.isatty():
        given: list[str | None] = [getpass("an identifier of the person (not shown): ")]
    else:
        given = lines_of(file or "-")
    lines = [line.strip() for line in given if line is not None and line.strip()]
    if None in given or not lines:
        raise UsageError("subject: give identifiers of the person, one a line, in UTF-8")
    return lines
