"""piiscan mask"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.cli.exits import outcome
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.model.finding import Incomplete

Preview = Annotated[int | None, typer.Option(min=1, metavar="N", help="Show N masked rows; write nothing.")]


def mask(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, a folder, or the URL of a database.")],
    destination: Annotated[str | None, typer.Argument(metavar="DEST", help="Where the masked copy goes.")] = None,
    plan: options.PlanFile = Path("plan.yaml"),
    key: options.Key = None,
    preview: Preview = None,
    overwrite: options.Overwrite = False,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
) -> None:
    """Write a masked copy as the plan says: each file whole, or left out and named (exit 3)."""
    from piiscan import pipeline
    from piiscan.policy.plans import load_plan

    planned, reading = load_plan(plan), options.read_options(None, None, encoding, delimiter, widths)
    if preview is not None:
        seen = pipeline.preview(source, plan=planned, key=key, rows=preview, options=reading)
        deliver(seen.text)
        raise typer.Exit(_left(seen.incomplete))
    if destination is None:
        raise UsageError("mask: say where the masked copy goes, or ask for a --preview")
    masked = pipeline.mask(
        source, destination, plan=planned, key=key, overwrite=overwrite, options=reading, notice=_say
    )
    assert isinstance(masked, pipeline.Masked)
    raise typer.Exit(_left(masked.incomplete))


def _left(incomplete: tuple[Incomplete, ...]) -> int:
    """Say what was left out; the exit code that follows."""
    for left in incomplete:
        _say(f"{left.source}: not masked: {left.reason}")
    return outcome(incomplete=bool(incomplete), found=False)


def _say(text: str) -> None:
    typer.echo(f"piiscan: {text}", err=True)
