"""What a row filter is: it looks at one column of a row, and says whether the row stays."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Literal, Protocol

import polars as pl

from piiscan.transforms.operator import Context
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect

__all__ = ["Filter", "refuse_texts"]


class Filter(Protocol):
    """Implementations are frozen dataclasses, valid once they are built. A filter streams as a map does."""

    name: ClassVar[str]
    kind: ClassVar[Literal["filter"]] = "filter"

    column: str
    """The column that is looked at, as text, in the spelling of the source."""

    @abstractmethod
    def stays(self, values: pl.Expr, context: Context) -> pl.Expr:
        """Boolean for each row, never null. The context is that of the column."""

    def sql(self, cell: Cell, dialect: Dialect) -> str | None:
        """A condition in SQL that holds where a row stays; None where none does, or not without telling of others."""
        return None


def refuse_texts(operator: str, parameter: str, given: list[str]) -> None:
    """Raise PlanError unless it is a list of texts that is not empty: YAML reads 1 and yes as something else."""
    if not given or not all(isinstance(one, str) for one in given):
        refuse(operator, parameter, "must be a list of texts, in quotes where YAML would read another type")
