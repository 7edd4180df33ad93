"""Runs of digits: where numbers are looked for in texts, so that letters and Han beside them do not matter."""

from __future__ import annotations

import polars as pl

SHORTEST = 7
"""Digits of the shortest number that says something by itself inside a text."""


def run(digits: int) -> str:
    """The pattern of a number of so many digits or more, with single separators."""
    return rf"[0-9](?:[ .-]?[0-9]){{{digits - 1},}}"


_RUN = run(SHORTEST)
_MARKED = _RUN + " ?[Xx]"
_ENDED = r"(?:[^0-9.]|\.[^0-9]|\.?$)"
"""What follows the X: no digit, and no point with a digit."""


def digit_runs(texts: pl.DataFrame) -> pl.DataFrame:
    """The maximal runs of digits and single separators in `value`, a row each, other columns repeated.

    A run that ends in X, as check digits may, is listed with the X and without it.
    """
    some = texts.filter(pl.col("value").str.contains(_RUN))
    if some.is_empty():
        return some
    marked = spans(some.filter(pl.col("value").str.contains(_MARKED)), _MARKED + _ENDED)
    return pl.concat([spans(some, _RUN), marked.with_columns(pl.col("value").str.extract(f"^({_MARKED})"))])


def spans(texts: pl.DataFrame, regex: str) -> pl.DataFrame:
    """What the regular expression matches in `value`, a row each, other columns repeated."""
    return texts.with_columns(pl.col("value").str.extract_all(regex)).explode("value").drop_nulls("value")
