"""Resident numbers of nobody: valid but for an area that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import polars as pl

from piiscan.transforms.fpe.check_digits import completed
from piiscan.transforms.operator import Visible
from piiscan.transforms.surrogate.kind import FORM, Kind, alike, drawn

_FIRST, _DAYS = pl.date(1940, 1, 1), 25_567
"""Dates of birth are drawn from 1940 to 2009."""

_AREAS, _SEQUENCE = 10_000, 999


@dataclass(frozen=True, slots=True)
class Resident(Kind):
    """18 digits after GB 11643-1999 with a valid check digit, in an area that begins with 10.

    GB/T 2260 assigns areas from 11 (Beijing) on; the pack takes no other, so no resident has such a number. Date of
    birth and sex are drawn, unless the former is to be kept.
    """

    keep: Literal["birth_year", "birth_date"] | None = None

    def made(self) -> pl.Expr:
        area, sequence = drawn(0, _AREAS), drawn(2, _SEQUENCE) + 1
        return pl.concat_str(pl.lit("10"), _padded(area, 4), self._born().dt.to_string("%Y%m%d"), _padded(sequence, 3))

    def finished(self, made: pl.Series) -> pl.Series:
        return completed(made, "mod11_2")

    def _born(self) -> pl.Expr:
        invented = _FIRST.dt.offset_by(pl.format("{}d", drawn(1, _DAYS)))
        stated = FORM.str.extract("^[0-9]{6}((?:18|19|20)[0-9]{6})[0-9]{3}[0-9X]$").str.to_date("%Y%m%d", strict=False)
        if self.keep == "birth_date":
            return pl.coalesce(stated, invented)
        if self.keep == "birth_year":
            start = pl.date(stated.dt.year(), 1, 1)
            return pl.coalesce(start.dt.offset_by(pl.format("{}d", drawn(1, 365))), invented)
        return invented

    def room(self, fitting: pl.Series) -> pl.Series:
        return alike(_AREAS * _SEQUENCE * {None: _DAYS, "birth_year": 365, "birth_date": 1}[self.keep], fitting)

    def looks_like(self) -> str | None:
        return "^10[0-9]{4}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]$"

    def visible(self) -> Visible:
        return Visible(rest="coarser" if self.keep else "none")


def _padded(number: pl.Expr, digits: int) -> pl.Expr:
    return number.cast(pl.String).str.zfill(digits)
