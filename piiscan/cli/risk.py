"""piiscan risk"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome
from piiscan.errors import UsageError

if TYPE_CHECKING:
    from piiscan.sources import ReadOptions

Columns = Annotated[
    list[str] | None, typer.Option("--quasi", metavar="COLUMN", help="A quasi-identifier (repeatable).")
]
Attributes = Annotated[
    list[str] | None, typer.Option("--sensitive", metavar="COLUMN", help="A sensitive attribute (repeatable).")
]
WhatIf = Annotated[bool, typer.Option("--what-if", help="What dropping or coarsening each column would do.")]
Population = Annotated[int | None, typer.Option(min=1, metavar="N", help="People that the rows were drawn from.")]
Plan = Annotated[
    Path | None,
    typer.Option("--plan", help="The plan that --reach changes, and that --attack takes the copy to follow."),
]
Reach = Annotated[int | None, typer.Option(min=2, metavar="K", help="Coarsen and drop in the plan until k is K.")]
Attack = Annotated[bool, typer.Option("--attack", help="Attack FILE, the masked copy of --source.")]
Source = Annotated[str | None, typer.Option("--source", help="What FILE is a masked copy of.")]
LeastK = Annotated[int | None, typer.Option("--k", min=1, metavar="N", help="Exit 1 where a crowd is smaller.")]


def risk(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file or folder, masked or not.")],
    quasi: Columns = None,
    sensitive: Attributes = None,
    what_if: WhatIf = False,
    population: Population = None,
    k: LeastK = None,
    reach: Reach = None,
    plan: Plan = None,
    attack: Attack = False,
    source: Source = None,
    key: options.Key = None,
    as_of: options.AsOf = None,
    format: options.Format = options.Form.TABLE,
    output: options.Output = None,
    encoding: options.Encoding = None,
    delimiter: options.Delimiter = None,
    widths: options.Widths = None,
) -> None:
    """How small the crowds are in which people stand: k, l, t, unique rows, and what would help."""
    from piiscan import pipeline
    from piiscan.reports.risk import render, render_json

    reading = options.read_options(None, None, encoding, delimiter, widths)
    if reach is not None:
        raise typer.Exit(_reach(file, reach, quasi or (), plan, output, reading, format))
    if attack:
        raise typer.Exit(_attack(file, source, plan, key, output, reading, format))
    if plan is not None or source is not None or key is not None:
        raise UsageError("risk: --plan goes with --reach or --attack, --source and --key with --attack")
    found = pipeline.risk(
        file,
        quasi=quasi or (),
        sensitive=sensitive or (),
        what_if=what_if,
        population=population,
        as_of=options.day(as_of),
        options=reading,
    )
    as_json = format == options.Form.JSON
    deliver(render_json(found) if as_json else render(found, **style(output)), output)
    smallest = min((t.crowds.k for t in found.tables if t.crowds.k is not None), default=None)
    small = k is not None and smallest is not None and smallest < k
    raise typer.Exit(outcome(incomplete=bool(found.incomplete), found=small))


def _reach(
    source: str,
    k: int,
    quasi: Sequence[str],
    plan: Path | None,
    output: Path | None,
    reading: ReadOptions,
    format: options.Form,
) -> int:
    """Write the changed plan, print what was changed; the exit code."""
    from piiscan import pipeline
    from piiscan.policy.plans import load_plan, render_plan
    from piiscan.reports.reach import render, render_json

    if plan is None or output is None:
        raise UsageError("risk: --reach needs --plan, the plan to start from, and -o, where the changed one goes")
    reached = pipeline.reach(source, plan=load_plan(plan), k=k, quasi=quasi, options=reading)
    deliver(render_plan(reached.plan), output)
    deliver(render_json(reached) if format == options.Form.JSON else render(reached, **style()))
    return outcome(incomplete=bool(reached.incomplete), found=bool(reached.plan.undecided))


def _attack(
    masked: str,
    source: str | None,
    plan: Path | None,
    key: str | None,
    output: Path | None,
    reading: ReadOptions,
    format: options.Form,
) -> int:
    """Print what each attack recovers; the exit code."""
    from piiscan import pipeline
    from piiscan.policy.plans import load_plan
    from piiscan.reports.attack import render, render_json

    if plan is None or source is None:
        raise UsageError("risk: --attack needs --source, what FILE is a copy of, and --plan, how it was masked")
    found = pipeline.attack(masked, source, plan=load_plan(plan), key=key, options=reading)
    deliver(render_json(found) if format == options.Form.JSON else render(found, **style(output)), output)
    return outcome(incomplete=bool(found.incomplete), found=False)
