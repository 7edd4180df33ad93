"""replace: one constant for every value, by default the name of the entity in angle brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Operator, Promises, where_filled
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect, case
from piiscan.transforms.sql import where_filled as where_filled_in_sql


@dataclass(frozen=True, slots=True)
class Replace(Operator):
    """`value` for every value; without it `<ENTITY>`, or `<REDACTED>` where no entity is known."""

    name: ClassVar[str] = "replace"
    promises: ClassVar[Promises] = Promises()

    value: str | None = None

    def __post_init__(self) -> None:
        if self.value == "":
            refuse(self.name, "value", "must not be empty: that is operator redact")

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        return where_filled(values, pl.lit(self._constant(context)))

    def sql(self, cell: Cell, dialect: Dialect, context: Context) -> str:
        return where_filled_in_sql(
            cell, case((f"{cell.column} IS NOT NULL", dialect.literal(self._constant(context)))), dialect
        )

    def _constant(self, context: Context) -> str:
        return self.value or f"<{context.entity or 'REDACTED'}>"

    def looks_like(self) -> str | None:
        return "^<[A-Z0-9_]+>$" if self.value is None else f"^{re.escape(self.value)}$"
