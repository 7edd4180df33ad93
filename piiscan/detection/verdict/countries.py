"""A column of countries beside numbers of states: it chooses between national rules that are alike.

Estonia and Lithuania have one rule, so have the Czech Republic and Slovakia, and a German tax number passes the check
of Croatia's. Where the same rows of both columns were sampled, each number is judged by the country beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.detection.normal import fold
from piiscan.detection.verdict import weights
from piiscan.detection.verdict.reasons import Candidate
from piiscan.detection.verdict.view import ColumnView
from piiscan.model.evidence import RowSample
from piiscan.model.finding import Reason

_COUNTRY = "global/country"
_NAMED = 0.85
"""Strength of a naming (headers.py) from which the header says that the cells are countries."""

_KNOWN = 0.5
"""Share of the rows whose country has to be known, or the column is of something else."""

_SHARE = 0.02
"""Least share of the rows of a country that counts: fewer are accidents."""

_ENOUGH = 5
"""Rows of a country from which its numbers are judged by them."""

_MANY = 10
"""Countries from which a column tells that people come from everywhere."""


@dataclass(frozen=True)
class States:
    """The countries (ISO 3166-1, upper case) that the table's columns of countries name; none where they tell none.

    `rows` has the `country` of each sampled row, by the `hash` of its position.
    """

    named: frozenset[str]
    rows: pl.DataFrame

    def beside(self, found: Candidate, view: ColumnView) -> Candidate:
        """With the reason that the countries give for the numbers of one of them, or against those of another."""
        country = found.recognizer.entity.partition("_")[0]
        if not self.named or country not in _codes().values():
            return found
        if country not in self.named:
            return found.because(Reason(f"{country} is not in the column of countries", weights.ELSEWHERE, "table"))
        own = view.evidence.texts.rows.join(self.rows.filter(pl.col("country") == country), on="hash")["value"]
        if len(own) < _ENOUGH:
            return found.because(Reason(f"{country} is in the column of countries", weights.IN_THE_COUNTRY, "table"))
        cells = fold(own).str.strip_chars()
        right = int((formed(found.recognizer, cells) & valid(found.recognizer, cells)).sum())
        weight = weights.IN_THE_COUNTRY if right > weights.MINORITY * len(own) else weights.ELSEWHERE
        return found.because(
            Reason(f"{right} of {len(own)} rows of {country} in the column of countries", weight, "table")
        )


def states(views: Sequence[ColumnView], headers: HeaderReader) -> States:
    """What the columns of countries of a table say."""
    of_countries = [view for view in views if _is_of_countries(view, headers)]
    found = [_countries(view) for view in of_countries]
    together = frozenset[str]().union(*found)
    told = together if len(together) < _MANY and all(found) else frozenset[str]()
    beside = [_rows(view) for view in of_countries] or [_rows(None)]
    return States(told, pl.concat(beside).unique("hash", keep="none"))


def _rows(view: ColumnView | None) -> pl.DataFrame:
    texts = (view.evidence.texts if view else RowSample.empty()).rows
    written = pl.col("value").str.strip_chars().str.to_lowercase()
    return texts.select("hash", country=written.replace_strict(_codes(), default=None, return_dtype=pl.String))


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
