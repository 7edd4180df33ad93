"""piiscan risk"""

from __future__ import annotations

from typing import Annotated

import typer

from piiscan.cli import options
from piiscan.cli.deliver import deliver, style
from piiscan.cli.exits import outcome

Columns = Annotated[
    list[str] | None, typer.Option("--quasi", metavar="COLUMN", help="A quasi-identifier (repeatable).")
]
Attributes = Annotated[
    list[str] | None, typer.Option("--sensitive", metavar="COLUMN", help="A sensitive attribute (repeatable).")
]
WhatIf = Annotated[bool, typer.Option("--what-if", help="What dropping or coarsening each column would do.")]
Population = Annotated[int | None, typer.Option(min=1, metavar="N", help="People that the rows were drawn from.")]
LeastK = Annotated[int | None, typer.Option("--k", min=1, metavar="N", help="Exit 1 where a crowd is smaller.")]


def risk(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file or folder, masked or not.")],
    quasi: Columns = None,
    sensitive: Attributes = None,
    what_if: WhatIf = False,
    population: Population = None,
    k: LeastK = None,
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

    found = pipeline.risk(
        file,
        quasi=quasi or (),
        sensitive=sensitive or (),
        what_if=what_if,
        population=population,
        as_of=options.day(as_of),
        options=options.read_options(None, None, encoding, delimiter, widths),
    )
    as_json = format == options.Form.JSON
    deliver(render_json(found) if as_json else render(found, **style(output)), output)
    smallest = min((t.crowds.k for t in found.tables if t.crowds.k is not None), default=None)
    small = k is not None and smallest is not None and smallest < k
    raise typer.Exit(outcome(incomplete=bool(found.incomplete), found=small))
