"""Dates to their year, quarter or month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import as_date
from piiscan.transforms.generalize.parsing_in_sql import iso_date
from piiscan.transforms.operator import Context
from piiscan.transforms.sql import Cell, Dialect


@dataclass(frozen=True, slots=True)
class Year(Generalization):
    """`1990`."""

    to: Literal["year"] = "year"

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        return as_date(values).dt.to_string("%Y")

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        return _leading(4, cell, dialect)

    def looks_like(self) -> str | None:
        return "^[0-9]{4}$"


@dataclass(frozen=True, slots=True)
class Quarter(Generalization):
    """`1990-Q2`."""

    to: Literal["quarter"] = "quarter"

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        when = as_date(values)
        return pl.format("{}-Q{}", when.dt.to_string("%Y"), when.dt.quarter())

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        if (when := iso_date(cell, dialect)) is None:
            return None
        quarters = [f"-Q{(month + 2) // 3}" for month in range(1, 13)]
        month = dialect.whole(dialect.part(when, 2))
        return dialect.concat(f"left({when}, 4)", dialect.chosen(month, quarters))

    def looks_like(self) -> str | None:
        return "^[0-9]{4}-Q[1-4]$"


@dataclass(frozen=True, slots=True)
class Month(Generalization):
    """`1990-05`."""

    to: Literal["month"] = "month"

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        return as_date(values).dt.to_string("%Y-%m")

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        return _leading(7, cell, dialect)

    def looks_like(self) -> str | None:
        return "^[0-9]{4}-(?:0[1-9]|1[0-2])$"


def _leading(characters: int, cell: Cell, dialect: Dialect) -> str | None:
    when = iso_date(cell, dialect)
    return None if when is None else f"left({when}, {characters})"
