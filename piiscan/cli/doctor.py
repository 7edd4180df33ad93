"""piiscan doctor"""

from __future__ import annotations

import locale
from pathlib import Path
from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome

Keys = Annotated[list[str] | None, typer.Option("--key", metavar="REF", help="A key to try (repeatable).")]
PolicyFile = Annotated[Path | None, typer.Option("--policy", help="The policy to check; else the default one.")]


def doctor(
    key: Keys = None,
    policy: PolicyFile = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
) -> None:
    """Say whether packs, models, extras, keys, policy and workspace are in order; exit 3 where they are not."""
    from piiscan import pipeline
    from piiscan.reports.diagnosis import render, render_json

    found = pipeline.doctor(keys=key or (), policy=policy, encoding=locale.getencoding())
    as_json = format == options.Form.JSON
    deliver(render_json(found) if as_json else render(found, **style(output)), output)
    raise typer.Exit(outcome(incomplete=not found.in_order, found=False))
