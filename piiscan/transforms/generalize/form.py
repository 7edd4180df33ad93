"""What all forms of generalisation share."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Operator, Promises, Visible, where_filled
from piiscan.transforms.sql import Cell, Dialect
from piiscan.transforms.sql import where_filled as where_filled_in_sql

__all__ = ["Generalization"]


class Generalization(Operator):
    """A form: what it makes of a value, and null where it can make nothing of it."""

    name: ClassVar[str] = "generalize"
    promises: ClassVar[Promises] = Promises()

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        return where_filled(values, self.coarser(values, context))

    def sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        coarser = self.coarser_in_sql(cell, dialect, context)
        return None if coarser is None else where_filled_in_sql(cell, coarser, dialect)

    def visible(self) -> Visible:
        return Visible(rest="coarser")

    @abstractmethod
    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        """The coarser statement as String; null for a value that cannot be parsed."""

    @abstractmethod
    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        """The same in SQL; None where SQL cannot say it."""
