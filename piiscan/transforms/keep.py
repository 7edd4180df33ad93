"""keep: the column as it is, because the purpose needs it and somebody said so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Operator, Promises, Visible


@dataclass(frozen=True, slots=True)
class Keep(Operator):
    """Values unchanged, in their own type."""

    name: ClassVar[str] = "keep"
    promises: ClassVar[Promises] = Promises(reversible=True, unique=True, format_preserving=True)
    typed: ClassVar[bool] = True

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        return values

    def looks_like(self) -> str | None:
        return None

    def visible(self) -> Visible:
        return Visible(rest="all")
