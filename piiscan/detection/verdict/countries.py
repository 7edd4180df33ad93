"""A column of countries beside numbers of states: it chooses between national rules that are alike.

Estonia and Lithuania have one rule, so have the Czech Republic and Slovakia, and a German tax number passes the check
of Croatia's. The column is read by itself, not row by row: evidence holds no pairs of values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import polars as pl

from piiscan.detection import packs
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.reasons import Candidate
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.finding import Reason

_COUNTRY = "global/country"
_NAMED = 0.85
"""Strength of a naming (headers.py) from which the header says that the cells are countries."""

_KNOWN = 0.5
"""Share of the rows whose country has to be known, or the column is of something else."""

_SHARE = 0.02
"""Least share of the rows of a country that counts: fewer are accidents."""

_MANY = 10
"""Countries from which a column tells that people come from everywhere."""


def named(views: Sequence[ColumnView], headers: HeaderReader) -> frozenset[str]:
    """The countries (ISO 3166-1, upper case) that the table's columns of countries name; empty where they tell none."""
    found = [_countries(view) for view in views if _is_of_countries(view, headers)]
    together = frozenset[str]().union(*found)
    return together if len(together) < _MANY and all(found) else frozenset()


def beside(found: Candidate, named: frozenset[str]) -> Candidate:
    """With the reason that the countries give for the numbers of one of them, or against those of another."""
    country = found.recognizer.entity.partition("_")[0]
    if not named or country not in _codes().values():
        return found
    if country in named:
        return found.because(Reason(f"{country} is in the column of countries", weights.IN_THE_COUNTRY, "table"))
    return found.because(Reason(f"{country} is not in the column of countries", weights.ELSEWHERE, "table"))


def _is_of_countries(view: ColumnView, headers: HeaderReader) -> bool:
    return headers.namings(*view.headers).get(_COUNTRY, SILENT).strength >= _NAMED


def _countries(view: ColumnView) -> frozenset[str]:
    """Those of the sample; none unless most of its rows are of countries that the packs know."""
    written = pl.col("value").str.strip_chars().str.to_lowercase()
    shares = view.sampled.select(
        country=written.replace_strict(_codes(), default=None), share=pl.col("rows") / pl.col("rows").sum()
    )
    known = shares.drop_nulls().group_by("country").sum()
    if float(known["share"].sum()) < _KNOWN:
        return frozenset()
    return frozenset(known.filter(pl.col("share") >= _SHARE)["country"])


@cache
def _codes() -> Mapping[str, str]:
    """How a country is written, lower case -> its code, upper case."""
    lines = (line.split(", ") for line in packs.lexicon(_COUNTRY, "country_codes"))
    return {name: names[0].upper() for names in lines for name in names}
