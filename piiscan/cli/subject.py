"""piiscan subject"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome
from piiscan.cli.lines import lines_of
from piiscan.cli.workspace import audit_log
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.model.removal import Removal
    from piiscan.model.whereabouts import Whereabouts
    from piiscan.pipeline.removing.recording import Order
    from piiscan.sources import ReadOptions

app = typer.Typer(help="Find one person in everything that is held, and make copies without what has to go.")

Given = Annotated[
    str | None, typer.Option("--from", metavar="FILE", help="One identifier a line; else stdin, a prompt.")
]
Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A file, a folder, or the URL of a database.")]
Destination = Annotated[str, typer.Argument(metavar="DEST", help="Where the new copy goes.")]
Sign = Annotated[str | None, typer.Option("--sign", metavar="REF", help="A signing key, for the record.")]


class Request(StrEnum):
    """What a person may ask for (GDPR Articles 15 to 17, PIPL Articles 45 to 47)."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"


Asked = Annotated[Request | None, typer.Option("--for", help="What they ask for: says who does what by when.")]
Received = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When they asked; else today.")]


@app.command()
def find(
    context: typer.Context,
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="TARGET...", help="Files, folders, databases, masked copies.")
    ] = None,
    from_: Given = None,
    plan: Annotated[Path | None, typer.Option(help="The plan of a masked copy: pseudonyms are found, too.")] = None,
    key: options.Key = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
    include: options.Include = None,
    exclude: options.Exclude = None,
    deliveries: Annotated[bool, typer.Option("--deliveries", help="All that was sealed with --key, too.")] = False,
    request: Asked = None,
    received: Received = None,
    days: Annotated[int, typer.Option(min=1, help="Days to answer in.")] = 30,
    register: options.RegisterFolder = None,
) -> None:
    """Where a person stands: the columns and texts that hold their identifiers, or in a masked copy their pseudonyms.

    An identifier is a line: a value, or CN_MOBILE=value. None is ever given on the command line.
    """
    from piiscan import pipeline
    from piiscan.policy.plans import load_plan
    from piiscan.reports.whereabouts import render, render_json

    if not (targets or deliveries) or (deliveries and key is None):
        raise UsageError("subject find: say where to look: targets, or --deliveries with the --key that masked them")
    identifiers = _identifiers(from_)
    found = pipeline.find(
        targets or [],
        identifiers,
        plan=None if plan is None else load_plan(plan),
        key=key if plan else None,
        options=options.read_options(include, exclude),
    )
    if deliveries and key is not None:
        found = _with_delivered(found, identifiers, key, context)
    if request is not None:
        from piiscan.pipeline.requests import with_tasks

        systems = options.systems_in(register)
        found = with_tasks(found, request.value, systems, options.day(received) or date.today(), days)
    as_json = format == options.Form.JSON
    deliver(render_json(found) if as_json else render(found, **style(output)), output)
    raise typer.Exit(outcome(incomplete=bool(found.incomplete), found=False))


@app.command()
def erase(
    context: typer.Context,
    source: Source,
    destination: Destination,
    reason: Annotated[str, typer.Option(help="Why, for the record: a case number, nobody's name.")],
    from_: Given = None,
    findings: Annotated[Path | None, typer.Option(help="Findings of the source: customer numbers count, too.")] = None,
    sign: Sign = None,
    overwrite: options.Overwrite = False,
    include: options.Include = None,
    exclude: options.Exclude = None,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Write a copy without one person, and print the record of it. The source stays as it is.

    Rows go in which an identifier stands that nobody else has; in texts it is masked. An identifier is a line, as in
    `subject find`. What only a person can decide, or take out, is listed, and the exit code is 3.
    """
    from piiscan.pipeline.removing.erasing import erase

    reading = options.read_options(include, exclude, encoding, delimiter, widths)
    order = _order(context, source, destination, reason, sign, overwrite, reading)
    given = options.findings_in(findings) if findings else None
    _deliver(erase(order, _identifiers(from_), given), format, output)


@app.command()
def retain(
    context: typer.Context,
    source: Source,
    destination: Destination,
    purpose: Annotated[str, typer.Option(metavar="NAME", help="A purpose with a retention: its file, or its name.")],
    reason: Annotated[str | None, typer.Option(help="Why, for the record; else the purpose.")] = None,
    as_of: options.AsOf = None,
    register: options.RegisterFolder = None,
    sign: Sign = None,
    overwrite: options.Overwrite = False,
    include: options.Include = None,
    exclude: options.Exclude = None,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Write a copy without rows past their term, and print the record of it. The source stays as it is.

    Rows without a date that can be read, and what has no dates at all, stay, and the exit code is 3.
    """
    from piiscan.pipeline.removing.erasing import retain

    reading = options.read_options(include, exclude, encoding, delimiter, widths)
    found = options.purpose_in(purpose, register)
    order = _order(context, source, destination, reason or f"purpose {found.name}", sign, overwrite, reading)
    _deliver(retain(order, found, options.day(as_of)), format, output)


def _with_delivered(found: Whereabouts, identifiers: list[str], key: str, context: typer.Context) -> Whereabouts:
    from piiscan.keys import load
    from piiscan.pipeline.releasing.finding import find_delivered

    more = find_delivered(identifiers, load(key), audit_log(context))
    sightings, incomplete = (*found.sightings, *more.sightings), (*found.incomplete, *more.incomplete)
    return replace(found, sightings=sightings, incomplete=incomplete)


def _order(
    context: typer.Context,
    source: str,
    destination: str,
    reason: str,
    sign: str | None,
    overwrite: bool,
    reading: ReadOptions,
) -> Order:
    from piiscan.pipeline.removing.recording import Order

    return Order(source, destination, reason, sign, overwrite, reading, options.notice, audit_log(context))


def _deliver(record: Removal, format: options.Form, output: Path | None) -> None:
    from piiscan.reports.removal import render, render_json

    deliver(render_json(record) if format == options.Form.JSON else render(record, style(output)["width"]), output)
    raise typer.Exit(outcome(incomplete=bool(record.incomplete or record.tasks), found=False))


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
