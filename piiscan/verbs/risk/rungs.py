"""Rungs: the ways in which a planned column may be said, from the plan's own to none at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from piiscan.model.plan import Step
from piiscan.transforms import Context, Operator, build
from piiscan.transforms.generalize import ladder

_SHOWN = ("keep", "generalize")
"""Operators that show what a value means; what hides it is never made to show it coarsely."""


@dataclass(frozen=True, slots=True)
class Rung:
    """`expression` makes texts of the texts of the source; None where nothing is said."""

    form: str
    step: Step
    expression: pl.Expr | None


def rungs(name: str, step: Step, operator: Operator, context: Context, *, single: bool) -> Iterator[Rung]:
    """As planned, then the coarser forms of the entity, then dropped; `single`: cells of it are no lists.

    Keyed tokens part people as their values do, so that values stand for them.
    """
    as_planned = step.operator == "generalize" and single
    yield Rung("as planned", step, operator.expression(pl.col(name), context) if as_planned else pl.col(name))
    if single and step.operator in _SHOWN:
        for parameters in ladder(step.entity or ""):
            coarser = replace(step, operator="generalize", parameters=parameters)
            yield Rung(_said(parameters), coarser, build("generalize", parameters).expression(pl.col(name), context))
    yield Rung("dropped", replace(step, operator="drop", parameters={}, domain=None, warning=None), None)


def _said(parameters: dict[str, object]) -> str:
    others = (f"{name} {value}" for name, value in parameters.items() if name != "to")
    return ", ".join([str(parameters["to"]), *others])
