"""drop: the masked table has no such column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Operator, Promises


@dataclass(frozen=True, slots=True)
class Drop(Operator):
    """Nothing is left; whoever evaluates the expression all the same gets nulls."""

    name: ClassVar[str] = "drop"
    promises: ClassVar[Promises] = Promises(column=False)
    typed: ClassVar[bool] = True

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        return pl.when(pl.lit(False)).then(values)

    def looks_like(self) -> str | None:
        return "^$"
