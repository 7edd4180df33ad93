"""piiscan audit"""

from __future__ import annotations

import re
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
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Check every line of the log, and that it is as long as it was at its checkpoints.

    Exit 1 names the first bad line; exit 3: the last line is torn.
    """
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
def report(
    context: typer.Context,
    hours: Hours = "7-20",
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Who did how much of what, and what of it is unusual: rows, hours, unmasking, new partners."""
    from piiscan.audit.usage import unusual, uses
    from piiscan.reports.audit_use import render, render_json

    entries = audit_log(context).entries()
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
