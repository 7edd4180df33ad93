"""piiscan audit"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome
from piiscan.cli.workspace import audit_log
from piiscan.errors import UsageError

app = typer.Typer(help="Prove, show and sum up what was done on record.")

Checkpoints = Annotated[list[Path] | None, typer.Option("--checkpoint", metavar="FILE", help="One kept elsewhere.")]
Signers = Annotated[list[str] | None, typer.Option("--signer", metavar="piiscan+…", help="Who signs checkpoints.")]
SigningKey = Annotated[str, typer.Option("--key", metavar="REF", help="The key that signs; not the key itself.")]
Last = Annotated[int | None, typer.Option(min=1, metavar="N", help="Only the last N events.")]
Hours = Annotated[str, typer.Option(metavar="FROM-TO", help="The usual hours of working days, local time.")]


@app.command()
def verify(
    context: typer.Context,
    checkpoint: Checkpoints = None,
    signer: Signers = None,
    pack: Annotated[Path | None, typer.Option(metavar="FILE", help="An evidence pack, in place of the log.")] = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Check every line of the log, and that it is as long as it was at its checkpoints.

    Exit 1 names the first bad line; exit 3: the last line is torn.
    """
    if pack is not None:
        from piiscan.audit import checked
        from piiscan.pipeline.evidence import check
        from piiscan.reports.evidence import evidence_json, render_evidence

        seen = check(pack, [checked(_text(path), signer or []) for path in checkpoint or ()])
        deliver((evidence_json if format == options.Form.JSON else render_evidence)(seen), output)
        raise typer.Exit(outcome(incomplete=False, found=bool(seen.problems)))
    from piiscan.audit import checked
    from piiscan.audit import verify as verdict_on
    from piiscan.reports.audit import render_verdict, verdict_json

    log = audit_log(context)
    if not log.path.exists():
        raise UsageError(f"{log.path}: there is no audit log: name its workspace with --home")
    if checkpoint and not signer:
        raise UsageError("audit verify: say whose checkpoints count with --signer, which `audit checkpoint` tells")
    verdict = verdict_on(log, [checked(_text(path), signer or []) for path in checkpoint or ()])
    as_json = format == options.Form.JSON
    deliver(verdict_json(verdict) if as_json else render_verdict(verdict, **style(output)), output)
    raise typer.Exit(outcome(incomplete=verdict.torn is not None, found=not verdict.passed))


@app.command()
def show(
    context: typer.Context,
    last: Last = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Print the events: when, who, what, for whom."""
    from piiscan.reports.audit import entries_json, render_entries

    entries = audit_log(context).entries()[-(last or 0) :]
    as_json = format == options.Form.JSON
    deliver(entries_json(entries) if as_json else render_entries(entries, **style(output)), output)


@app.command()
def index(context: typer.Context, database: options.Database = None) -> None:
    """Bring a database of what happened up to the log: SQLite in the workspace, or a team's PostgreSQL.

    It is an index, for SQL and for a team; the log stays the truth. A log that is not the one before is refused.
    """
    from piiscan.pipeline.history.filling import fill

    log = audit_log(context)
    done = fill(log, database or f"sqlite:///{log.home / 'history.db'}")
    deliver(f"{done.lines:,} lines of the log, {done.new:,} of them new; {done.documents:,} documents")


@app.command()
def report(
    context: typer.Context,
    hours: Hours = "7-20",
    database: options.Database = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Who did how much of what, and what of it is unusual: rows, hours, unmasking, new partners."""
    from piiscan.audit.usage import unusual, uses
    from piiscan.reports.audit_use import render, render_json

    if database is None:
        entries = audit_log(context).entries()
    else:
        from piiscan.pipeline.history.reading import entries as read

        entries = read(database)
    use, odd = uses(entries), unusual(entries, _hours(hours))
    deliver(render_json(use, odd) if format == options.Form.JSON else render(use, odd, **style(output)), output)


@app.command()
def checkpoint(context: typer.Context, key: SigningKey, output: options.Output = None) -> None:
    """Sign how far the log is, to be kept where nobody who can change the log can change it."""
    from piiscan.audit import signed, signer
    from piiscan.audit.verification import checkpoint as taken
    from piiscan.keys import load

    log, secret = audit_log(context), load(key)
    if output is not None and output.resolve().is_relative_to(log.home.resolve()):
        raise UsageError(f"{output} lies in the workspace: keep checkpoints elsewhere, with the partner or in git")
    deliver(signed(taken(log), secret), output)
    options.notice(f"signed by {signer(secret)}: give that to who verifies")


class Page(StrEnum):
    """What a periodic report is written as."""

    MD = "md"
    HTML = "html"
    JSON = "json"


@app.command()
def assess(
    context: typer.Context,
    findings: Annotated[list[Path], typer.Argument(metavar="FINDINGS", help="Scans of everything that is held.")],
    register: options.RegisterFolder = None,
    waivers: Annotated[Path | None, typer.Option(metavar="FILE", help="What somebody answers for.")] = None,
    as_of: options.AsOf = None,
    pack: Annotated[Path | None, typer.Option(metavar="FILE", help="Write an evidence pack (.zip), too.")] = None,
    key: Annotated[str | None, typer.Option(metavar="REF", help="Signs a checkpoint for the pack.")] = None,
    database: options.Database = None,
    format: Annotated[Page, typer.Option("-f", "--format", help="What to write.")] = Page.MD,
    output: options.Output = None,
) -> None:
    """The periodic report: collection, storage, use, third parties; what to put right by when, and what was since.

    Exit 1: something is overdue; exit 3: a scan was incomplete.
    """
    from piiscan.pipeline.assessing import assess, rendered
    from piiscan.pipeline.evidence import gathered, write
    from piiscan.policy.register import Register
    from piiscan.policy.waivers import load_waivers

    log, folder = audit_log(context), options.register_or_none(register)
    scans, given = [options.findings_in(path) for path in findings], load_waivers(waivers) if waivers else ()
    team = None
    if database is not None:
        from piiscan.pipeline.history.reading import entries, listed

        team = entries(database), listed(database)
    day = options.day(as_of) or date.today()
    made = assess(scans, Register(folder) if folder else None, log, day, given, team)
    deliver(rendered(made, format.value), output)
    if pack is not None:
        from piiscan.keys import load

        documents = {f"inventory/{n:03}.json": path.read_bytes() for n, path in enumerate(findings, 1)}
        documents |= {f"assessment.{form.value}": rendered(made, form.value).encode() for form in Page}
        write(gathered(log, folder, documents, load(key) if key else None), pack)
    raise typer.Exit(outcome(incomplete=not made.complete, found=made.overdue > 0))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"{path}: the checkpoint cannot be read") from None


def _hours(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,2})-(\d{1,2})", text, re.ASCII)
    if found is None or not int(found[1]) < int(found[2]) <= 24:
        raise UsageError("--hours: say them as 7-20")
    return int(found[1]), int(found[2])
