"""A plan in a few lines: for each table, which operator serves which columns, and what is still to decide."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from piiscan.model.plan import Plan, Step, TablePlan
from piiscan.reports.terminal import grid, printed, shown
from piiscan.reports.warned import warned


def render(plan: Plan, width: int = 80, colour: bool = False) -> str:
    """The summary as text, `width` cells wide; the plan itself is the YAML file."""
    return printed(_parts(plan), width, colour)


def _parts(plan: Plan) -> Iterator[RenderableType]:
    for seed in plan.subset:
        yield shown(f"subset: {seed}")
    for name, table in plan.tables.items():
        yield shown(name, "bold")
        yield _operators(table)
        yield from (shown(f"rows: {_row(step)}") for step in table.rows)
        yield Text()
    for glob, step in plan.documents.items():
        yield shown(f"{glob}: {step.operator or 'undecided'}")
    for warning in warned(plan):
        yield shown(f"warning: {warning}", "yellow")
    undecided = plan.undecided
    if undecided:
        yield shown(f"undecided: {len(undecided)}. A person must write an operator for each:", "magenta")
    for place in undecided:
        yield shown(f"  {place}")


def _operators(table: TablePlan) -> RenderableType:
    served: dict[str, list[str]] = {}
    for name, step in table.columns.items():
        served.setdefault(_operator(step), []).append(name)
    drawn = grid(["operator", "columns", ""])
    drawn.columns[1].justify = "right"
    for operator, names in served.items():
        style = "magenta" if operator == "undecided" else ""
        drawn.add_row(shown(operator, style), str(len(names)), shown(", ".join(names)))
    return drawn


def _operator(step: Step) -> str:
    return step.operator or "undecided"


def _row(step: Step) -> str:
    """A filter with its column, or what moves all rows."""
    column = step.parameters.get("column")
    return f"{step.operator} (whole set)" if column is None else f"{step.operator} by {column} (row filter)"
