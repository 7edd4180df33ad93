"""What a wanted k costs, as text or JSON: for each table the crowds before and after, and what each column gives up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from piiscan.model.reach import Change, Reach, Reached
from piiscan.reports.terminal import printed, shown
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/reach/1"


def render(reach: Reach, width: int = 80, colour: bool = False) -> str:
    """The summary as text; the changed plan itself is the YAML file."""
    return printed(_parts(reach), width, colour)


def render_json(reach: Reach) -> str:
    """One JSON document, indented, with a line end."""
    content = {
        "schema": SCHEMA,
        "k": reach.k,
        "tables": [_table(table) for table in reach.tables],
        "incomplete": [{"source": i.source, "reason": i.reason} for i in reach.incomplete],
    }
    return json_text(content)


def _table(table: Reached) -> dict[str, Any]:
    return {
        "table": table.table,
        "quasi_identifiers": list(table.columns),
        "before": table.before,
        "after": table.after,
        "loss": round(table.loss, 6),
        "least": table.least,
        "choices": table.choices,
        "tried": table.tried,
        "changes": [_change(change) for change in table.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    step = {"operator": change.step.operator, **change.step.parameters}
    return {"column": change.column, "step": step, "loss": round(change.loss, 6)}


def _parts(reach: Reach) -> Iterator[RenderableType]:
    for table in reach.tables:
        yield shown(table.table, "bold")
        yield from map(shown, _said(table, reach.k))
        if table.changes:
            yield _drawn(table)
        yield Text()
    for missing in reach.incomplete:
        yield shown(f"not read  {missing.source}: {missing.reason}", "bold red")


def _said(table: Reached, k: int) -> Iterator[str]:
    if table.before is None:
        yield "  the plan leaves no quasi-identifier"
    elif not table.changes:
        yield f"  k is {table.before} as planned"
    else:
        yield f"  k rises from {table.before} to {table.after}" if table.after else f"  nothing less reaches {k}"
        yield f"  {table.loss:.0%} of the information is lost, as the mean over {', '.join(table.columns)}"
        yield f"  {_search(table)}"


def _search(table: Reached) -> str:
    if table.least:
        return f"the least loss: {table.tried:,} counts settled {table.choices:,} choices"
    return f"greedy among {table.choices:,} choices, {table.tried:,} counted: there may be one of less loss"


def _drawn(table: Reached) -> Table:
    drawn = Table("column", "becomes", "information lost", box=None, pad_edge=False, padding=(0, 2))
    for change in table.changes:
        drawn.add_row(shown(f"  {change.column}"), shown(change.form), f"{change.loss:.0%}")
    return drawn
