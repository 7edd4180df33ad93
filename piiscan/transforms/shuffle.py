"""shuffle: the values of a column stay, each in another row, as the key draws it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Kind, Operator, Promises, Visible
from piiscan.transforms.rows.order import permutation

__all__ = ["Shuffle"]


@dataclass(frozen=True, slots=True)
class Shuffle(Operator):
    """A keyed permutation of the whole column, nulls among it; whoever masks gives it the column, then its rows.

    What a column says in sum stays as it was. A value that names somebody still does: that is for other operators.
    """

    name: ClassVar[str] = "shuffle"
    promises: ClassVar[Promises] = Promises(format_preserving=True, needs_key=True)
    kind: ClassVar[Kind] = "whole-set"
    typed: ClassVar[bool] = True

    def shuffled(self, column: pl.Series, table: str, context: Context) -> pl.Series:
        """All values, permuted; columns of one table are permuted independently."""
        return column.gather(permutation(len(column), context.subkey(self.name), f"{table}\0{column.name}"))

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        """The rows as they are: they were shuffled before they came in batches."""
        context.subkey(self.name)
        return values

    def looks_like(self) -> str | None:
        return None

    def visible(self) -> Visible:
        return Visible(rest="all")
