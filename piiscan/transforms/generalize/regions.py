"""Addresses and cities to the region they lie in: a name out of a closed list, never a part of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.china import SIMPLIFIED, beginnings, short_cities, short_provinces
from piiscan.transforms.generalize.countries import COUNTRIES, STATES
from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import plain
from piiscan.transforms.generalize.parsing_in_sql import plain_text
from piiscan.transforms.generalize.postcodes import province, province_in_sql
from piiscan.transforms.generalize.regions_in_sql import chinese, country, state
from piiscan.transforms.operator import Context
from piiscan.transforms.sql import Cell, Dialect, case

_STREET = "(?:[东南西北中]?(?:路|街|大道|道))"
_STATE = rf",\s*({STATES}),?\s+[0-9]{{5}}(?:-[0-9]{{4}})?(?:,?\s*(?:USA|US|United States))?$"


@dataclass(frozen=True, slots=True)
class Region(Generalization):
    """`广东省深圳市` or, at level `province`, `广东省`; of English ones the country or state.

    Chinese addresses are read from their beginning, English ones from their end. Traditional characters are
    read too; the region is given in simplified ones. A city alone may be written without its suffix. A column of
    Chinese postal codes gives provinces.
    """

    to: Literal["region"] = "region"
    level: Literal["city", "province"] = "city"

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        if context.entity == "CN_POSTAL_CODE":
            return province(plain(values))
        return self.place(values)

    def place(self, values: pl.Expr) -> pl.Expr:
        """The region of each address; null where none is read."""
        text = plain(values)
        return pl.coalesce(self.chinese(text), _state(text), _country(text))

    def chinese(self, text: pl.Expr) -> pl.Expr:
        """The region of each Chinese address without full-width characters."""
        bare = text.str.replace_many(SIMPLIFIED).str.replace_all(r"[\s,，、/|-]", "")
        place = bare.str.replace("^[0-9]{3,6}", "").str.replace("^(?:中华人民共和国|中国)", "")
        beginning = pl.when(~place.str.contains(_street())).then(place.str.extract(_beginning()))
        return pl.coalesce(
            beginning.replace_strict(self._labels(beginnings()), default=None, return_dtype=pl.String),
            place.replace_strict(self._labels(short_cities()), default=None, return_dtype=pl.String),
        )

    def _labels(self, places: dict[str, tuple[str, str]]) -> dict[str, str]:
        if self.level == "province":
            return {written: province for written, (province, _) in places.items()}
        return {written: province + city for written, (province, city) in places.items()}

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        if (text := plain_text(cell, dialect)) is None:
            return None
        if context.entity == "CN_POSTAL_CODE":
            return province_in_sql(text, dialect)
        places = chinese(text, dialect, self._labels(beginnings()), self._labels(short_cities()))
        found = f"coalesce({places}, {state(text, dialect)}, {country(text, dialect)})"
        return found if (readable := dialect.as_plain(text)) is None else case((readable, found))

    def looks_like(self) -> str | None:
        chinese = self._labels(beginnings()).values()
        return f"^(?:{_either({*chinese, *COUNTRIES.values()})}|(?:{STATES}), United States)$"


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


@cache
def _beginning() -> str:
    return f"^({_either(beginnings())})"


@cache
def _street() -> str:
    return f"^(?:{_either(short_provinces())}){_STREET}"


def _state(text: pl.Expr) -> pl.Expr:
    return text.str.extract(_STATE) + pl.lit(", United States")


def _country(text: pl.Expr) -> pl.Expr:
    last = text.str.extract(r",\s*([^,]+?)\.?$").str.to_lowercase()
    names = {written.lower().removesuffix("."): name for written, name in COUNTRIES.items()}
    return last.replace_strict(names, default=None, return_dtype=pl.String)
