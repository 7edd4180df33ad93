"""Coordinates to the cell of a grid that they lie in."""

from __future__ import annotations

from dataclasses import dataclass
from math import pi
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.grids_in_sql import cells
from piiscan.transforms.generalize.parsing import plain
from piiscan.transforms.generalize.parsing_in_sql import plain_text
from piiscan.transforms.operator import Context
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect

_METRES = 6_378_137 * pi / 180
"""Metres of a degree on a sphere with the semi-major axis of WGS 84."""

_UNITS = 1_000_000
"""Parts of a degree in which cells are counted, so that no float decides on which side of an edge a point lies."""

_DEGREES = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?)°?"
_PAIR = rf"^[(\[]?\s*{_DEGREES}(?:\s*[,;]\s*|\s+){_DEGREES}\s*[)\]]?$"
_FLATTEST = 0.01
"""The least cosine of a latitude: beyond 89.4 degrees cells get no wider."""


@dataclass(frozen=True, slots=True)
class Grid(Generalization):
    """`31.2,121.4`: the south-western corner of the cell, in decimal degrees.

    Cells are `cell` degrees wide and high, or about `metres`, which asks for a latitude and so for pairs. A column
    holds pairs in the given order, or either coordinate alone (then in degrees only).
    """

    to: Literal["grid"] = "grid"
    cell: float | None = None
    metres: int | None = None
    order: Literal["lat_lon", "lon_lat"] = "lat_lon"

    def __post_init__(self) -> None:
        if (self.cell is None) == (self.metres is None):
            refuse(self.name, "cell", "goes without metres, and one of them is needed")
        if self.cell is not None and not 0.001 <= self.cell <= 90:
            refuse(self.name, "cell", "must be from 0.001 to 90 degrees")
        if self.metres is not None and not 100 <= self.metres <= 1_000_000:
            refuse(self.name, "metres", "must be from 100 to 1000000")

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        text = plain(values)
        first, second = (_units(text.str.extract(_PAIR, group)) for group in (1, 2))
        latitude, longitude = (first, second) if self.order == "lat_lon" else (second, first)
        south = self._edge(latitude, self._high)
        west = self._edge(longitude, self._wide(south))
        pair = (south, west) if self.order == "lat_lon" else (west, south)
        on_earth = _within(latitude, 90) & _within(longitude, 180)
        both = pl.when(on_earth).then(pl.concat_str(*map(_written, pair), separator=","))
        if self.cell is None:
            return both
        alone = _units(text.str.extract(f"^{_DEGREES}$"))
        one = pl.when(_within(alone, 180)).then(_written(self._edge(alone, self._high)))
        return pl.coalesce(both, one)

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        """Only in degrees: no two servers need have the same cosine."""
        text = plain_text(cell, dialect)
        if text is None or self.cell is None:
            return None
        return cells(text, dialect, _UNITS, round(self.cell * _UNITS), self.order)

    @property
    def _high(self) -> pl.Expr:
        degrees = self.cell if self.cell is not None else (self.metres or 0) / _METRES
        return pl.lit(round(degrees * _UNITS), pl.Int64)

    def _wide(self, south: pl.Expr) -> pl.Expr:
        if self.cell is not None:
            return self._high
        middle = (south + self._high // 2).cast(pl.Float64) * (1 / _UNITS)
        return (self._high / middle.radians().cos().clip(lower_bound=_FLATTEST)).round().cast(pl.Int64)

    @staticmethod
    def _edge(units: pl.Expr, size: pl.Expr) -> pl.Expr:
        return units // size * size

    def looks_like(self) -> str | None:
        number = r"-?[0-9]{1,3}\.[0-9]{1,6}"
        return f"^{number}(?:,{number})?$"


def _units(text: pl.Expr) -> pl.Expr:
    return (text.cast(pl.Float64, strict=False) * _UNITS).round().cast(pl.Int64)


def _within(units: pl.Expr, degrees: int) -> pl.Expr:
    return units.abs() <= degrees * _UNITS


def _written(units: pl.Expr) -> pl.Expr:
    sign = pl.when(units < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    whole, rest = units.abs() // _UNITS, (units.abs() % _UNITS).cast(pl.String).str.zfill(6)
    return pl.concat_str(sign, whole.cast(pl.String), pl.lit("."), rest.str.replace("0{1,5}$", ""))
