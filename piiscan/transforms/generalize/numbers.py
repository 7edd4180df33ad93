"""Numbers to intervals or to fewer digits, the extremes coded together at bottom and top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import as_number
from piiscan.transforms.generalize.parsing_in_sql import number_in
from piiscan.transforms.operator import Context
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect, case

_LISTED = 100
"""Intervals that SQL lists, at most; more of them it computes."""


@dataclass(frozen=True, slots=True)
class Bin(Generalization):
    """`[10000, 15000)`: intervals of `step` that hold their lower end; `< bottom` and `>= top` outside."""

    step: int
    to: Literal["bin"] = "bin"
    bottom: int | None = None
    top: int | None = None

    def __post_init__(self) -> None:
        if self.step < 2:
            refuse(self.name, "step", "must be 2 or more")
        _refuse_bounds(self.name, self.bottom, self.top)
        for parameter, bound in (("bottom", self.bottom), ("top", self.top)):
            if bound is not None and bound % self.step:
                refuse(self.name, parameter, "must be a multiple of step")

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        number = as_number(values)
        lower = number.floor().cast(pl.Int64) // self.step * self.step
        interval = pl.format("[{}, {})", lower, lower + self.step)
        return _coded(number, interval, self.bottom, self.top)

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        if (number := number_in(cell, dialect)) is None:
            return None
        if self.bottom is not None and self.top is not None and self.top - self.bottom <= _LISTED * self.step:
            bounds = [*range(self.bottom, self.top + 1, self.step)]
            between = [f"[{lower}, {lower + self.step})" for lower in bounds[:-1]]
            labels = [f"< {self.bottom}", *between, f">= {self.top}"]
            return dialect.chosen(f"{dialect.rank(number, bounds)} + 1", labels)
        lower = f"floor(floor({number}) / {self.step}) * {self.step}"
        ends = (dialect.written(dialect.whole(end)) for end in (lower, f"{lower} + {self.step}"))
        opening, comma, closing = map(dialect.literal, ("[", ", ", ")"))
        interval = dialect.concat(opening, next(ends), comma, next(ends), closing)
        return _coded_in_sql(number, interval, self.bottom, self.top, dialect)

    def looks_like(self) -> str | None:
        return r"^(?:\[-?[0-9]+, -?[0-9]+\)|(?:<|>=) -?[0-9]+)$"


@dataclass(frozen=True, slots=True)
class Round(Generalization):
    """To `digits` decimal places (negative: tens, hundreds), half away from zero."""

    digits: int
    to: Literal["round"] = "round"
    bottom: int | None = None
    top: int | None = None

    def __post_init__(self) -> None:
        if not -9 <= self.digits <= 6:
            refuse(self.name, "digits", "must be from -9 to 6")
        _refuse_bounds(self.name, self.bottom, self.top)

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        number = as_number(values)
        return _coded(number, self._rounded(number), self.bottom, self.top)

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        """Only to whole numbers: how fractions are written is each server's own."""
        number = number_in(cell, dialect)
        if number is None or self.digits > 0:
            return None
        units = f"({number} / {10**-self.digits})"
        whole = dialect.whole(f"sign({units}) * floor(abs({units}) + 0.5) * {10**-self.digits}")
        return _coded_in_sql(number, dialect.written(whole), self.bottom, self.top, dialect)

    def _rounded(self, number: pl.Expr) -> pl.Expr:
        if self.digits > 0:
            rounded = number.round(self.digits, mode="half_away_from_zero").cast(pl.String)
            return rounded.str.replace(r"^-0\.0$", "0.0")
        unit = int(10**-self.digits)
        return ((number / unit).round(mode="half_away_from_zero").cast(pl.Int64) * unit).cast(pl.String)

    def looks_like(self) -> str | None:
        decimals = rf"(?:\.[0-9]{{1,{self.digits}}})?" if self.digits > 0 else ""
        return rf"^(?:-?[0-9]+{decimals}|(?:<|>=) -?[0-9]+)$"


def _refuse_bounds(operator: str, bottom: int | None, top: int | None) -> None:
    if bottom is not None and top is not None and bottom >= top:
        refuse(operator, "top", "must be greater than bottom")


def _coded(number: pl.Expr, middle: pl.Expr, bottom: int | None, top: int | None) -> pl.Expr:
    if bottom is not None:
        middle = pl.when(number < bottom).then(pl.lit(f"< {bottom}")).otherwise(middle)
    if top is not None:
        middle = pl.when(number >= top).then(pl.lit(f">= {top}")).otherwise(middle)
    return pl.when(number.is_not_null()).then(middle)


def _coded_in_sql(number: str, middle: str, bottom: int | None, top: int | None, dialect: Dialect) -> str:
    bounds = [(f"{number} < {bottom}", f"< {bottom}")] if bottom is not None else []
    bounds += [(f"{number} >= {top}", f">= {top}")] if top is not None else []
    return case(*((holds, dialect.literal(said)) for holds, said in bounds), otherwise=middle) if bounds else middle
