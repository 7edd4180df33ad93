"""Rows about children under 14, by resident number or birth date: their data is sensitive as such, and needs the
consent of a guardian (Personal Information Protection Law of the PRC, Art. 28; the consent modelled on Art. 31).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import polars as pl

from piiscan.detection import packs
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.model.evidence import Minors
from piiscan.model.recognizer import Recognizer
from piiscan.model.table import Column

AGE = 14
BIRTH_DATE = "DATE_OF_BIRTH"

_NUMBERS = ("CN_RESIDENT_ID", "CN_HMT_RESIDENCE_PERMIT", "CN_FOREIGNER_PERMANENT_ID")
_LENGTH, _START = 18, 6
"""Numbers built after GB 11643: the length of the form that states a birth date (yyyymmdd), and where that begins."""

_YEAR, _LAST_YEAR = "(?:19|20)[0-9]{2}", 2099
_MONTH = "0?[1-9]|1[0-2]"


def by_number(valid: pl.DataFrame, recognizer: Recognizer, as_of: date) -> pl.DataFrame:
    """The rows, of a frame whose `value` is valid, of people under AGE on `as_of`, or not yet `born`."""
    if recognizer.entity not in _NUMBERS:
        return valid.clear().with_columns(born=pl.lit("", pl.String))
    number = packs.canonical(recognizer)(pl.col("value"))
    dated = valid.filter(_recent(number, as_of)).with_columns(born=number.str.slice(_START, 8))
    return dated.filter((number.str.len_chars() == _LENGTH) & (pl.col("born") > written(as_of, AGE)))


def counted(young: pl.DataFrame, last: str) -> Minors:
    """Those of rows `born` (yyyymmdd) less than AGE years ago, or not yet, that were born by the `last` day.

    Whoever is grown up stays so. What is counted on a later day may be another number only where anybody is not.
    """
    return Minors(int(young.filter(pl.col("born") <= last)["rows"].sum()), not young.is_empty())


def by_birth_date(values: pl.DataFrame, as_of: date) -> Minors:
    """Rows, of a frame of `value` and `rows`, whose date may be that of somebody under AGE on `as_of`.

    Dates are read year first, or year last in either order of day and month; of what is not said (the day of
    `2013-05`, the order of `03/04/2013`) the latest is taken, so that no child is missed.
    """
    recent = values.filter(_recent(pl.col("value"), as_of))
    born = recent.select("rows", born=_latest(packs.canonical(packs.by_entity()[BIRTH_DATE])(pl.col("value"))))
    return counted(born.filter(pl.col("born") > written(as_of, AGE)), f"{as_of.year:04}9999")


def births(columns: Iterable[Column], recognizers: Iterable[Recognizer]) -> frozenset[str]:
    """Names of the columns whose header or comment says that they hold birth dates."""
    wanted = [r for r in recognizers if r.entity == BIRTH_DATE]
    reader = HeaderReader(wanted)
    return frozenset(
        column.name
        for column in columns
        for named in (reader.namings(column.name, column.comment or ""),)
        if any(named.get(r.id, SILENT).strength > 0 for r in wanted)
    )


def _recent(value: pl.Expr, as_of: date) -> pl.Expr:
    """Whether it holds a year in which somebody under AGE may have been born."""
    return value.str.contains("|".join(map(str, range(as_of.year - AGE, _LAST_YEAR + 1))))


def _latest(value: pl.Expr) -> pl.Expr:
    """The latest day (yyyymmdd) that a date in canonical form can mean; null for what is none."""
    whole = value.str.extract(f"^({_YEAR}-[01][0-9]-[0-3][0-9])").str.replace_all("-", "")
    part = rf"^({_YEAR})(?:[-/.年]({_MONTH})月?|年)?$"
    month = value.str.extract(part, 2).fill_null("12").str.zfill(2)
    unsaid = value.str.extract(part, 1) + month + "31"
    last = rf"^([0-9]{{1,2}})[-/.]([0-9]{{1,2}})[-/.]({_YEAR})$"
    first, second = (value.str.extract(last, i).str.zfill(2) for i in (1, 2))
    days = [pl.when(month <= "12").then(month + day) for month, day in ((first, second), (second, first))]
    return pl.coalesce(whole, unsaid, value.str.extract(last, 3) + pl.max_horizontal(days))


def written(as_of: date, years_ago: int = 0) -> str:
    """yyyymmdd."""
    return f"{as_of.year - years_ago:04}{as_of.month:02}{as_of.day:02}"
