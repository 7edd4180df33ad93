"""A minimisation review as text or JSON: what is in excess first, with what leaving it out would gain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from piiscan.model.review import IN_EXCESS, ColumnReview, Gain, Proposal, Review, TableReview
from piiscan.reports.terminal import TIER_STYLES, grid, printed, shown, unbroken
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/review/1"


def render(review: Review, width: int = 80, colour: bool = False) -> str:
    """The judgement on every column as text."""
    return printed(_parts(review), width, colour)


def render_json(review: Review) -> str:
    """One JSON document, indented, with a line end."""
    content = {
        "schema": SCHEMA,
        "purpose": {"name": review.purpose, "version": review.version},
        "in_excess": review.in_excess,
        "missing": list(review.missing),
        "tables": [_table(table) for table in review.tables],
        "incomplete": [asdict(gap) for gap in review.incomplete],
    }
    return json_text(content)


def _table(table: TableReview) -> dict[str, Any]:
    return asdict(table)


def _parts(review: Review) -> Iterator[RenderableType]:
    for table in review.tables:
        excess = sum(column.judgement in IN_EXCESS for column in table.columns)
        yield shown(
            f"{table.table}: {excess} of {len(table.columns)} columns say more than {review.purpose} needs", "bold"
        )
        yield _columns(table)
        yield from (shown(f"  {fact}") for fact in _facts(table))
        yield Text()
    for missing in review.missing:
        yield shown(f"the purpose needs {missing}, which the data has not", "magenta")
    for gap in review.incomplete:
        yield unbroken(f"not read  {gap.source}: {gap.reason}", "bold red")


def _columns(table: TableReview) -> RenderableType:
    drawn = grid(["column", "tier", "judgement", "proposal", "k, alone", "why"])
    for column in sorted(table.columns, key=_order):
        drawn.add_row(
            shown(column.column),
            shown(str(column.tier), TIER_STYLES[column.tier]),
            shown(column.judgement, "yellow" if column.judgement in IN_EXCESS else ""),
            shown(_proposal(column.proposal)),
            shown("" if column.gain is None else _gain(column.gain)),
            shown("" if column.judgement == "excess" else column.why),
        )
    return drawn


def _order(column: ColumnReview) -> tuple[bool, int]:
    return column.judgement not in IN_EXCESS, -column.tier


def _proposal(proposal: Proposal | None) -> str:
    if proposal is None:
        return ""
    form = proposal.parameters.get("to", "")
    return f"as {form}" if form else proposal.operator


def _gain(gain: Gain) -> str:
    return f"{_number(gain.k_before)} → {_number(gain.k_after)}, {gain.alone_before:,} → {gain.alone_after:,}"


def _number(k: int | None) -> str:
    return "-" if k is None else f"{k:,}"


def _facts(table: TableReview) -> Iterator[str]:
    if table.together is not None:
        yield f"k, and rows that stand alone, with all of that: {_gain(table.together)}"
    if table.expired is not None:
        yield f"{table.expired:,} rows are older than the purpose allows, {table.undated:,} have no readable date"
