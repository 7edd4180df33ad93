"""piiscan keys"""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, delivering
from piiscan.cli.mask import left_out
from piiscan.cli.workspace import audit_log
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.pipeline.releasing.house import House

app = typer.Typer(help="Make, rotate and destroy keys, and what only they can do.")

_ANY = "env:NAME, file:PATH, age:PATH or keyring:SERVICE/NAME."
Reference = Annotated[str, typer.Argument(metavar="REF", help=_ANY)]
Made = Annotated[str, typer.Argument(metavar="REF", help="file:PATH, age:PATH or keyring:SERVICE/NAME, not there yet.")]
Recipients = Annotated[
    list[str] | None, typer.Option("--recipient", metavar="age1…", help="Who opens an age: key too.")
]
Fingerprint = Annotated[str, typer.Option(metavar="HEX", help="That of the key that is meant: see `keys list`.")]
Copy = Annotated[Path, typer.Argument(metavar="MASKED", help="A masked file or folder.")]
Destination = Annotated[Path, typer.Argument(metavar="DEST", help="Where the new copy goes.")]
Required = Annotated[str, typer.Option("--key", metavar="REF", help="The key that it was masked with.")]
From = Annotated[str, typer.Option("--from", metavar="REF", help="The key that it was masked with.")]
To = Annotated[str, typer.Option("--to", metavar="REF", help="The key that it gets, in its current version.")]
Signing = Annotated[bool, typer.Option("--signing", help="A person's key to sign with, which masks nothing.")]
Reason = Annotated[str, typer.Option(help="Why, for the audit log: a case number, nobody's name.")]
Columns = Annotated[list[str] | None, typer.Option("--columns", metavar="NAME", help="Only this one (repeatable).")]


@app.command()
def new(context: typer.Context, reference: Made, recipient: Recipients = None, signing: Signing = False) -> None:
    """Make a key of 32 random bytes; a file is its owner's alone, an age: file is encrypted.

    With --signing, make a person's own key to sign with, and print what belongs into their record.
    """
    if signing:
        from piiscan.pipeline.signing_keys import new_signing_key
        from piiscan.policy.write_yaml import flow

        full, key = new_signing_key(reference, recipients=recipient or (), audit=audit_log(context))
        options.notice(f"the private half is in {full}")
        return deliver(f"keys:\n  - {flow({name: each for name, each in asdict(key).items() if each})}")
    from piiscan.pipeline.key_events import new_key

    deliver(new_key(reference, recipients=recipient or (), audit=audit_log(context)))


@app.command(name="list")
def list_(context: typer.Context, references: Annotated[list[str], typer.Argument(metavar="REF", help=_ANY)]) -> None:
    """Check that keys can be used, and print a fingerprint of each that tells them apart and reveals nothing."""
    from piiscan.audit import key_state
    from piiscan.keys import load

    entries = audit_log(context).entries()

    def line(reference: str) -> str:
        fingerprint = load(reference).fingerprint
        state = key_state(entries, fingerprint)
        rotated = f"  version {state.version}" if state.version > 1 else ""
        destroyed = f"  destroyed {state.destroyed[:10]}" if state.destroyed else ""
        return f"{fingerprint}  {reference}{rotated}{destroyed}"

    deliver("\n".join(map(line, references)))


@app.command()
def enrol(
    context: typer.Context,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="Whose record it is: people/PERSON.yaml.")],
    by: Annotated[str, typer.Option(metavar="APPROVER", help="Who signs it; the very first enrols themselves.")],
    key: Annotated[str, typer.Option("--key", metavar="REF", help="The approver's signing key.")],
    register: options.RegisterFolder = None,
) -> None:
    """Let the keys and roles of a person count; one who approves releases signs their record.

    Prints the fingerprint that partners need to verify deliveries.
    """
    from piiscan.pipeline.releasing.enrolling import enrol

    deliver(str(enrol(person, by=by, key=key, house=_house(context, register, by)).root))


@app.command()
def rotate(context: typer.Context, reference: Reference) -> None:
    """Begin the next version of a key: new plans get new tokens, plans and copies of before stay as they are."""
    from piiscan.pipeline.key_events import rotate

    version = rotate(reference, audit=audit_log(context)).version
    deliver(f"version {version}")
    options.notice(f"`share` and `plan --key` use version {version} now; `keys rekey` brings copies to it")


@app.command()
def destroy(
    context: typer.Context,
    reference: Reference,
    fingerprint: Fingerprint,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Destroy a key, and with it every way back from what it masked; the record says what that proves."""
    from piiscan.pipeline.key_events import destroy_key
    from piiscan.reports.destruction import render, render_json

    destroyed = destroy_key(reference, fingerprint, audit=audit_log(context))
    deliver((render_json if format == options.Form.JSON else render)(destroyed), output)


@app.command()
def rekey(
    context: typer.Context,
    source: Copy,
    destination: Destination,
    former: From,
    latter: To,
    plan: options.PlanFile = Path("plan.yaml"),
    output: options.Output = None,
    overwrite: options.Overwrite = False,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
) -> None:
    """Bring a masked copy to another key or version, without its source; print the plan of the new copy.

    Columns of encrypt and fpe only: pseudonyms are one-way, and refused.
    """
    from piiscan.pipeline.rekeying import rekey
    from piiscan.policy.plans import load_plan, render_plan

    done = rekey(
        source,
        destination,
        plan=load_plan(plan),
        key=former,
        into=latter,
        audit=audit_log(context),
        overwrite=overwrite,
        options=options.read_options(None, None, encoding, delimiter, widths),
        notice=options.notice,
    )
    deliver(render_plan(done.plan), output)
    raise typer.Exit(left_out(done.incomplete, "rekeyed"))


@app.command()
def permit(
    context: typer.Context,
    source: Copy,
    reason: Reason,
    custodian: Annotated[str, typer.Option(metavar="PERSON", help="Who will turn it back.")],
    by: Annotated[str, typer.Option(metavar="APPROVER", help="Who gives leave: somebody else, who approves releases.")],
    key: Annotated[str, typer.Option("--key", metavar="REF", help="The approver's signing key.")],
    plan: options.PlanFile = Path("plan.yaml"),
    columns: Columns = None,
    register: options.RegisterFolder = None,
    output: options.Output = None,
) -> None:
    """Give a custodian leave to unmask one copy, once, within a week, for one reason; prints the signed document."""
    from piiscan.pipeline.permitting import permit
    from piiscan.policy.plans import load_plan

    leave = permit(
        source,
        plan=load_plan(plan),
        columns=columns or (),
        reason=reason,
        custodian=custodian,
        by=by,
        key=key,
        house=_house(context, register, by),
    )
    with delivering(output) as write:
        write(leave.decode())


@app.command()
def unmask(
    context: typer.Context,
    source: Copy,
    destination: Destination,
    key: Required,
    reason: Reason,
    plan: options.PlanFile = Path("plan.yaml"),
    columns: Columns = None,
    by: Annotated[str | None, typer.Option(metavar="PERSON", help="Where people are enrolled: the custodian.")] = None,
    sign: Annotated[str | None, typer.Option("--sign", metavar="REF", help="The custodian's signing key.")] = None,
    permission: Annotated[Path | None, typer.Option(metavar="FILE", help="The leave: see `keys permit`.")] = None,
    register: options.RegisterFolder = None,
    overwrite: options.Overwrite = False,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
) -> None:
    """Write a copy with columns in clear, on record: those of encrypt and fpe for which the plan allows it.

    Where people are enrolled, a custodian does it, with leave of somebody who approves releases.
    """
    from piiscan.pipeline.permitting import Custody
    from piiscan.pipeline.releasing.house import document_in
    from piiscan.pipeline.unmasking import unmask
    from piiscan.policy.plans import load_plan

    custody = None
    if by and sign and permission:
        custody = Custody(_house(context, register, by), by, sign, document_in(permission))
    elif by or sign or permission:
        raise UsageError("--by, --sign and --permission go together")

    done = unmask(
        source,
        destination,
        plan=load_plan(plan),
        key=key,
        reason=reason,
        columns=columns,
        audit=replace(audit_log(context), person=by) if by else audit_log(context),
        overwrite=overwrite,
        options=options.read_options(None, None, encoding, delimiter, widths),
        notice=options.notice,
        custody=custody,
    )
    if done.tokens:
        options.notice(f"{done.tokens:,} values were no numbers when they were masked: their tokens are one-way")
    deliver(f"in clear in {done.rows:,} rows: {', '.join(done.columns)}")
    raise typer.Exit(left_out(done.incomplete, "unmasked"))


def _house(context: typer.Context, register: Path | None, person: str) -> House:
    from piiscan.pipeline.releasing.house import House
    from piiscan.policy.register import Register

    return House(Register(options.register_at(register)), replace(audit_log(context), person=person))
