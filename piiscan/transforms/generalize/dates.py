"""Dates to their year, quarter or month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import as_date
from piiscan.transforms.operator import Context


@dataclass(frozen=True, slots=True)
class Year(Generalization):
    """`1990`."""

    to: Literal["year"] = "year"

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        return as_date(values).dt.to_string("%Y")

    def looks_like(self) -> str | None:
        return "^[0-9]{4}$"


@dataclass(frozen=True, slots=True)
class Quarter(Generalization):
    """`1990-Q2`."""

    to: Literal["quarter"] = "quarter"

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        when = as_date(values)
        return pl.format("{}-Q{}", when.dt.to_string("%Y"), when.dt.quarter())

    def looks_like(self) -> str | None:
        return "^[0-9]{4}-Q[1-4]$"


@dataclass(frozen=True, slots=True)
class Month(Generalization):
    """`1990-05`."""

    to: Literal["month"] = "month"

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        return as_date(values).dt.to_string("%Y-%m")

    def looks_like(self) -> str | None:
        return "^[0-9]{4}-(?:0[1-9]|1[0-2])$"
