"""Risk as text or JSON: crowds and unique rows first, then what the worst crowd gives away, then what would help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from piiscan.model.risk import Risk, TableRisk
from piiscan.reports.terminal import printed, shown
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/risk/1"

_STEPS = (2, 5, 10, 20)
"""Crowd sizes below which rows are counted: 5, 10 and 20 are what releases of health data commonly ask for."""


def render(risk: Risk, width: int = 80, colour: bool = False) -> str:
    """The risk of each table as text."""
    return printed(_parts(risk), width, colour)


def render_json(risk: Risk) -> str:
    """One JSON document, indented, with a line end."""
    content = {
        "schema": SCHEMA,
        "tables": [_table(table) for table in risk.tables],
        "incomplete": [{"source": i.source, "reason": i.reason} for i in risk.incomplete],
    }
    return json_text(content)


def _table(table: TableRisk) -> dict[str, Any]:
    crowds = table.crowds
    return {
        "table": table.table,
        "quasi_identifiers": [{"column": name, "entity": entity} for name, entity in table.entities.items()],
        "rows": crowds.rows,
        "empty": crowds.empty,
        "k": crowds.k,
        "unique": crowds.unique,
        "unique_in_population": table.in_population,
        "below": {str(k): crowds.below(k) for k in _STEPS},
        "sizes": {str(size): n for size, n in crowds.sizes.items()},
        "diversity": [asdict(one) for one in table.diversity],
        "what_if": [asdict(one) for one in table.alternatives],
    }


def _parts(risk: Risk) -> Iterator[RenderableType]:
    for table in risk.tables:
        yield shown(table.table, "bold")
        yield from _facts(table)
        if table.alternatives:
            yield _what_if(table)
        yield Text()
    for missing in risk.incomplete:
        yield shown(f"not read  {missing.source}: {missing.reason}", "bold red")


def _facts(table: TableRisk) -> Iterator[RenderableType]:
    crowds = table.crowds
    if not table.entities:
        yield shown("  no quasi-identifiers were found: name them with --quasi", "dim")
        return
    yield shown(f"  agree in {', '.join(table.entities)}")
    empty = f", {crowds.empty:,} say nothing in them" if crowds.empty else ""
    yield shown(
        f"  {crowds.rows:,} rows{empty}; the smallest crowd has k = {crowds.k if crowds.k is not None else '-'}"
    )
    if crowds.rows:
        below = "; ".join(f"below {k}: {_share(crowds.below(k), crowds.rows)}" for k in _STEPS[1:])
        yield shown(f"  alone: {_share(crowds.unique, crowds.rows)}; {below}")
    if table.in_population is not None:
        yield shown(f"  of those alone, {table.in_population:.1%} are expected to be alone in the population, too")
    for one in table.diversity:
        measures = f"{one.distinct} values, entropy l = {one.entropy:.2f}, t = {one.closeness:.3f}"
        yield shown(f"  {one.attribute}: in the worst crowd {measures}")


def _what_if(table: TableRisk) -> Table:
    """A row for each change, the one that leaves fewest alone first."""
    drawn = Table("what if", "k", "alone", "information lost", box=None, pad_edge=False, padding=(0, 2))
    for one in sorted(table.alternatives, key=lambda a: (a.unique, a.loss)):
        change = f"  {one.column} {'dropped' if one.form == 'dropped' else 'as ' + one.form}"
        k = "-" if one.k is None else f"{one.k:,}"
        drawn.add_row(shown(change), k, _share(one.unique, table.crowds.rows), f"{one.loss:.0%}")
    return drawn


def _share(rows: int, of: int) -> str:
    return f"{rows:,} ({rows / of:.1%})" if of else "0"
