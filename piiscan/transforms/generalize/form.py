"""What all forms of generalisation share."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Operator, Promises, Visible, where_filled

__all__ = ["Generalization"]


class Generalization(Operator):
    """A form: what it makes of a value, and null where it can make nothing of it."""

    name: ClassVar[str] = "generalize"
    promises: ClassVar[Promises] = Promises()

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        return where_filled(values, self.coarser(values, context))

    def visible(self) -> Visible:
        return Visible(rest="coarser")

    @abstractmethod
    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        """The coarser statement as String; null for a value that cannot be parsed."""
