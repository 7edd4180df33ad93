"""piiscan release"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import incident, options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome
from piiscan.cli.workspace import audit_log

if TYPE_CHECKING:
    from piiscan.pipeline.releasing.house import House

app = typer.Typer(help="Deliver to a partner what two people have approved, on record.")
app.add_typer(incident.app, name="incident")

By = Annotated[str, typer.Option(metavar="PERSON", help="Who you are: an enrolled person of the register.")]
Release = Annotated[str, typer.Argument(metavar="ID", help="The release: see `release list`.")]
Signing = Annotated[str, typer.Option("--key", metavar="REF", help="Your own signing key; not the key itself.")]
Sign = Annotated[str, typer.Option("--sign", metavar="REF", help="Your own signing key; not the key itself.")]
Masking = Annotated[str, typer.Option("--key", metavar="REF", help="The key that masks; not the key itself.")]
Why = Annotated[str, typer.Option("--reason", help="Why, for the audit log: nobody's name.")]
Until = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Usable until; else as agreed.")]
Nobodys = Annotated[int, typer.Option("--canaries", min=0, max=1000, metavar="N", help="Rows of nobody in each table.")]
Told = Annotated[str | None, typer.Option(metavar="HEX", help="What the sender told you by another way.")]
Where = Annotated[Path, typer.Argument(metavar="DEST", help="Where the delivery goes: a new folder.")]
Delivered = Annotated[Path, typer.Argument(metavar="DELIVERY", help="The folder that came.")]


@app.command()
def request(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A file or folder.")],
    purpose: Annotated[str, typer.Option(metavar="NAME", help="A purpose of the register.")],
    partner: Annotated[str, typer.Option(metavar="NAME", help="A partner of the register.")],
    key: Masking,
    by: By,
    sign: Sign,
    policy: options.PolicyFile = None,
    decisions: options.Decisions = None,
    expires: Until = None,
    canaries: Nobodys = 0,
    text: options.TextOption = options.Text.AUTO,
    as_of: options.AsOf = None,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
    register: options.RegisterFolder = None,
) -> None:
    """Scan, plan, mask and verify for a partner; what passes waits for two approvals. Prints the id of the release."""
    from piiscan.cli.progress import progress
    from piiscan.pipeline.releasing.requesting import Reading
    from piiscan.pipeline.releasing.requesting import request as ask

    with progress() as say:
        reading = Reading(
            text=text.value,
            as_of=options.day(as_of),
            options=options.read_options(None, None, encoding, delimiter, widths),
            decisions=options.decisions_in(decisions),
            progress=say,
            notice=options.notice,
        )
        manifest = ask(
            source,
            purpose=purpose,
            partner=partner,
            by=by,
            sign=sign,
            key=key,
            house=_house(context, register, by),
            policy=options.policy_in(policy),
            expires=options.day(expires),
            canaries=canaries,
            reading=reading,
        )
    deliver(manifest.release)


@app.command()
def approve(
    context: typer.Context, release: Release, by: By, key: Signing, register: options.RegisterFolder = None
) -> None:
    """Sign the manifest, as one of the two who have to; `release show` says what of."""
    from piiscan.pipeline.releasing.approving import approve as sign

    sign(release, by=by, key=key, house=_house(context, register, by))
    options.notice(f"release {release} is approved by {by}")


@app.command()
def reject(
    context: typer.Context, release: Release, by: By, reason: Why, register: options.RegisterFolder = None
) -> None:
    """Say no, for good."""
    from piiscan.pipeline.releasing.approving import reject as end

    end(release, by=by, reason=reason, house=_house(context, register, by))


@app.command()
def seal(context: typer.Context, release: Release, destination: Where, register: options.RegisterFolder = None) -> None:
    """Check everything anew, and write the delivery."""
    from piiscan.pipeline.releasing.sealing import seal as deliver_to
    from piiscan.reports.release import render_delivery

    sealed = deliver_to(release, destination, house=_house(context, register, None))
    deliver(render_delivery(sealed))
    options.notice(f"the partner verifies it with --fingerprint {sealed.fingerprint}: tell it by another way, once")


@app.command()
def verify(
    delivery: Delivered,
    fingerprint: Told = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Check a delivery that came: offline, without keys and register. Exit 1 where not all of it is proven."""
    from piiscan.pipeline.releasing.receiving import receive
    from piiscan.reports.release import delivery_json, render_delivery

    received = receive(delivery, fingerprint=fingerprint)
    deliver((delivery_json if format == options.Form.JSON else render_delivery)(received), output)
    raise typer.Exit(outcome(incomplete=False, found=not received.passed))


@app.command(name="list")
def list_(
    context: typer.Context,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
    database: options.Database = None,
) -> None:
    """All releases, and how they stand; of all workspaces of a team, by its database."""
    from piiscan.pipeline.releasing.listing import listed
    from piiscan.reports.release import releases_json, render_releases

    if database is None:
        found = listed(audit_log(context))
    else:
        from piiscan.pipeline.history.reading import listed as read

        found = read(database)
    deliver((releases_json if format == options.Form.JSON else render_releases)(found), output)


@app.command()
def show(
    context: typer.Context,
    release: Release,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """What is to be approved, or was: for whom, what for, how much, how sensitive, and what else they have of it."""
    from piiscan.pipeline.releasing.showing import shown
    from piiscan.reports.release import releases_json, render_release

    found = shown(release, audit_log(context))
    deliver(releases_json([found]) if format == options.Form.JSON else render_release(found), output)


@app.command()
def trace(
    context: typer.Context,
    targets: Annotated[list[str], typer.Argument(metavar="FILE...", help="What turned up: any format, or text.")],
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
) -> None:
    """Which partner and delivery a leaked file came from, whatever was made of it. Exit 1 where one is named."""
    from piiscan.pipeline.releasing.tracing import trace as search
    from piiscan.reports.trace import render, render_json

    found = search(
        targets,
        audit=audit_log(context),
        options=options.read_options(None, None, encoding, delimiter, widths),
    )
    deliver(render_json(found) if format == options.Form.JSON else render(found, **style(output)), output)
    raise typer.Exit(outcome(incomplete=bool(found.incomplete), found=bool(found.suspects)))


@app.command()
def revoke(
    context: typer.Context, release: Release, by: By, reason: Why, register: options.RegisterFolder = None
) -> None:
    """Take a release back: it is not sealed any more. A partner who has it must be told."""
    from piiscan.pipeline.releasing.approving import revoke as end

    end(release, by=by, reason=reason, house=_house(context, register, by))


def _house(context: typer.Context, register: Path | None, person: str | None) -> House:
    """The register and the log; who acts is who says so in --by, else in --actor."""
    from piiscan.pipeline.releasing.house import House
    from piiscan.policy.register import Register

    log = audit_log(context)
    return House(Register(options.register_at(register)), replace(log, person=person or log.person))
