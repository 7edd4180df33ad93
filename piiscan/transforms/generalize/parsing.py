"""Dates and numbers as people write them, read strictly: what is not surely one is null."""

from __future__ import annotations

from functools import reduce

import polars as pl

__all__ = ["NUMBER", "as_date", "as_number", "clock", "decimals", "plain"]

_DAY_13_TO_31 = "(1[3-9]|2[0-9]|3[01])"
_MONTH = "(0?[1-9]|1[0-2])"
_TIME = r"(?:[T ][0-9:.,+\-Z ]*)?"
_ISO = "${1}-${2}-${3}"
_WRITTEN = (
    (rf"^([0-9]{{4}})[-/.年]([0-9]{{1,2}})[-/.月]([0-9]{{1,2}})日?{_TIME}$", _ISO),
    ("^([0-9]{4})([0-9]{2})([0-9]{2})$", _ISO),
    (rf"^{_DAY_13_TO_31}[-/.]{_MONTH}[-/.]([0-9]{{4}})$", "${3}-${2}-${1}"),
    (rf"^{_MONTH}[-/.]{_DAY_13_TO_31}[-/.]([0-9]{{4}})$", "${3}-${1}-${2}"),
)

_CURRENCY = "(?:[¥$€£]|CNY|RMB|USD|EUR|GBP|HKD|TWD)?"
_WHOLE = "(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})"  # below 10^15 every whole number is exact as Float64
NUMBER = rf"^{_CURRENCY}([+-]?{_WHOLE}(?:[.][0-9]+)?)元?$"
"""A decimal number below 10^15, with or without thousands commas and a currency."""


def plain(values: pl.Expr) -> pl.Expr:
    """Full-width characters made ASCII (NFKC), no blanks at the ends."""
    return values.str.normalize("NFKC").str.strip_chars()


def as_date(values: pl.Expr) -> pl.Expr:
    """ISO 8601, yyyymmdd, yyyy/m/d, yyyy年m月d日; d/m/yyyy and m/d/yyyy only where the day is above 12."""
    iso = reduce(lambda text, written: text.str.replace(*written), _WRITTEN, plain(values))
    return iso.str.extract("^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})$").str.to_date("%Y-%m-%d", strict=False)


def clock(values: pl.Expr) -> pl.Expr:
    """What stands behind a date (`T10:30:00Z`), or nothing: the time of day as it is written."""
    return plain(values).str.extract(r"^[^T ]*([T ][0-9:.,+\-Z ]*)$").fill_null("")


def as_number(values: pl.Expr) -> pl.Expr:
    """Float64 of a decimal number below 10^15, with or without thousands commas and a currency."""
    bare = plain(values).str.replace_all(" ", "", literal=True).str.extract(NUMBER)
    return bare.str.replace_all(",", "", literal=True).cast(pl.Float64)


def decimals(values: pl.Expr) -> pl.Expr:
    """How many digits stand behind the point of what `as_number` reads, as Int64."""
    return plain(values).str.extract(r"\.([0-9]+)元?$").str.len_bytes().fill_null(0).cast(pl.Int64)
