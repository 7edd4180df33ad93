"""Birth dates and ages to bands of years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import as_date, plain
from piiscan.transforms.generalize.parsing_in_sql import iso_date, plain_text
from piiscan.transforms.operator import Context
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect, case

_OLDEST = 130
_STATED = "^([0-9]{1,3})(?:[.]0)?岁?$"
_BIRTH_YEAR = "^((?:18|19|20|21)[0-9]{2})年?$"


@dataclass(frozen=True, slots=True)
class AgeBand(Generalization):
    """`30-34`, both ends included; everybody from `top` on is `90+`.

    Takes birth dates, whole ages (up to three digits) and birth years (four digits); ages are counted on the
    plan's `as_of`. The default `top` is modelled on the Safe Harbor method of HIPAA, which puts all ages of
    90 and over into one category.
    """

    to: Literal["age_band"] = "age_band"
    step: int = 5
    top: int = 90

    def __post_init__(self) -> None:
        if not 2 <= self.step <= 50:
            refuse(self.name, "step", "must be from 2 to 50 years")
        if self.top % self.step or not self.step <= self.top <= _OLDEST:
            refuse(self.name, "top", f"must be a multiple of step, up to {_OLDEST}")

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        bands = {age: self._band(age) for age in range(_OLDEST + 1)}
        return _age(values, context.as_of).replace_strict(bands, default=None, return_dtype=pl.String)

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        if (number := _age_and_one(cell, dialect, context.as_of)) is None:
            return None
        ages = [*range(0, self.top + 1, self.step)]
        rank = dialect.rank(number, [age + 1 for age in (*ages, _OLDEST + 1)])
        return dialect.chosen(rank, [self._band(age) for age in ages])

    def _band(self, age: int) -> str:
        lower = age // self.step * self.step
        return f"{self.top}+" if age >= self.top else f"{lower}-{lower + self.step - 1}"

    def looks_like(self) -> str | None:
        return rf"^(?:[0-9]{{1,3}}-[0-9]{{1,3}}|{self.top}\+)$"


def _age(values: pl.Expr, as_of: date) -> pl.Expr:
    text = plain(values)
    stated = text.str.extract(_STATED).cast(pl.Int32)
    birth_year = text.str.extract(_BIRTH_YEAR).cast(pl.Int32)
    born = as_date(values).dt.to_string("%Y%m%d").cast(pl.Int32, strict=False)
    today = int(as_of.strftime("%Y%m%d"))
    return pl.coalesce(stated, as_of.year - birth_year, (today - born) // 10_000)


def _age_and_one(cell: Cell, dialect: Dialect, as_of: date) -> str | None:
    """The same in SQL, counted from 1; nothing, or less than 1, for who is not born yet."""
    text, when = plain_text(cell, dialect), iso_date(cell, dialect)
    if text is None or when is None:
        return None
    today = int(as_of.strftime("%Y%m%d"))
    digits = f"replace({when}, {dialect.literal('-')}, {dialect.literal('')})"
    born = dialect.quotient(f"({today + 10_000} - {dialect.whole(digits)})", 10_000)
    if cell.is_time:
        return born
    said = case(
        (dialect.matches(text, _STATED), f"{dialect.whole(dialect.matching(text, '^[0-9]{1,3}'))} + 1"),
        (dialect.matches(text, _BIRTH_YEAR), f"{as_of.year + 1} - {dialect.whole(f'left({text}, 4)')}"),
    )
    return f"coalesce({born}, {said})"  # no text is both
