"""piiscan mask"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver
from piiscan.cli.exits import outcome
from piiscan.cli.workspace import audit_log
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.model.finding import Incomplete

Preview = Annotated[int | None, typer.Option(min=1, metavar="N", help="Show N masked rows; write nothing.")]


def mask(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="A file, a folder, or the URL of a database.")],
    destination: Annotated[str | None, typer.Argument(metavar="DEST", help="Where the masked copy goes.")] = None,
    plan: options.PlanFile = Path("plan.yaml"),
    key: options.Key = None,
    preview: Preview = None,
    overwrite: options.Overwrite = False,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
    to: options.To = options.TablesAs.PARQUET,
    engine: options.Reads = options.Engine.LOCAL,
) -> None:
    """Write a masked copy as the plan says: each file whole, or left out and named (exit 3)."""
    from piiscan import pipeline
    from piiscan.cli.progress import progress
    from piiscan.policy.plans import load_plan

    planned, reading = load_plan(plan), options.read_options(None, None, encoding, delimiter, widths, to=to)
    if preview is not None:
        seen = pipeline.preview(source, plan=planned, key=key, rows=preview, options=reading)
        deliver(seen.text)
        raise typer.Exit(left_out(seen.incomplete))
    if destination is None:
        raise UsageError("mask: say where the masked copy goes, or ask for a --preview")
    with progress() as say:
        masked = pipeline.mask(
            source,
            destination,
            plan=planned,
            key=key,
            overwrite=overwrite,
            options=reading,
            notice=options.notice,
            progress=say,
            audit=audit_log(context),
            engine=engine.value,
        )
    assert isinstance(masked, pipeline.Masked)
    raise typer.Exit(left_out(masked.incomplete))


def left_out(incomplete: tuple[Incomplete, ...], done: str = "masked") -> int:
    """Say what was left out; the exit code that follows."""
    for left in incomplete:
        options.notice(f"{left.source}: not {done}: {left.reason}")
    return outcome(incomplete=bool(incomplete), found=False)
