"""redact: the value is cut out, and an empty text is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Operator, Promises
from piiscan.transforms.sql import Cell, Dialect, case


@dataclass(frozen=True, slots=True)
class Redact(Operator):
    """The empty text for every value; null stays null."""

    name: ClassVar[str] = "redact"
    promises: ClassVar[Promises] = Promises()

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        return values.str.head(0)

    def sql(self, cell: Cell, dialect: Dialect, context: Context) -> str:
        return case((f"{cell.column} IS NOT NULL", dialect.literal("")))

    def looks_like(self) -> str | None:
        return "^$"
