"""piiscan verify"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome


def verify(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="What was masked.")],
    destination: Annotated[str, typer.Argument(metavar="DEST", help="The masked copy.")],
    plan: options.PlanFile = Path("plan.yaml"),
    key: options.Key = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
) -> None:
    """Check that a masked copy is what the plan says, and that nobody has survived in it."""
    from piiscan import pipeline
    from piiscan.policy.plans import load_plan
    from piiscan.reports.verification import render, render_json

    reading = options.read_options(None, None, encoding, delimiter, widths)
    verified = pipeline.verify(source, destination, plan=load_plan(plan), key=key, options=reading)
    as_json = format == options.Form.JSON
    deliver(render_json(verified) if as_json else render(verified, **style(output)), output)
    raise typer.Exit(outcome(incomplete=bool(verified.incomplete), found=not verified.passed))
