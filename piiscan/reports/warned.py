"""What a plan warns of, in a few lines: of many columns the first, since each has its warning beside it in the plan."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.model.plan import Plan

_FIRST = 3
"""Columns that are named."""


def warned(plan: Plan) -> Iterator[str]:
    """One line for each thing that is warned of (`thing: detail`), with the columns and the detail of each."""
    warnings: dict[str, list[str]] = {}
    for place, warning in plan.warnings:
        thing, _, detail = warning.partition(": ")
        warnings.setdefault(thing, []).append(f"{place} ({detail})" if detail else place)
    for thing, places in warnings.items():
        more = len(places) - _FIRST
        rest = f", and {more:,} more, all with `warning` in the plan" if more > 0 else ""
        columns = "1 column" if len(places) == 1 else f"{len(places):,} columns"
        yield f"{columns} {thing}: {', '.join(places[:_FIRST])}{rest}"
