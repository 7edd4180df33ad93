"""null: the column stays, in its own type, and holds nothing any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Operator, Promises
from piiscan.transforms.sql import Cell, Dialect, case


@dataclass(frozen=True, slots=True)
class Null(Operator):
    """Null for every value, empty ones too."""

    name: ClassVar[str] = "null"
    promises: ClassVar[Promises] = Promises(format_preserving=True)
    typed: ClassVar[bool] = True

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        return pl.when(pl.lit(False)).then(values)

    def sql(self, cell: Cell, dialect: Dialect, context: Context) -> str:
        return case(("1 = 0", cell.column))

    def looks_like(self) -> str | None:
        return "^$"
