"""Whole cells against one recognizer: is a value of its form, and does its check hold?"""

from __future__ import annotations

from functools import cache

import polars as pl

from piiscan.detection import packs
from piiscan.model.recognizer import Recognizer


@cache
def form(recognizer: Recognizer) -> pl.Expr:
    """Boolean per `value` (String, folded): a pattern or the word list takes all of it. Null is not formed.

    A recognizer with neither takes every value: its check, or its header, decides.
    """
    values, ways = pl.col("value"), []
    if recognizer.patterns:
        bodies = "|".join(f"(?:{pattern.body})" for pattern in recognizer.patterns)
        ways.append(values.str.contains(f"^(?:{bodies})$"))
    if recognizer.lexicon:
        words = packs.lexicon(recognizer.id, recognizer.lexicon)
        ways.append(values.str.to_lowercase().is_in(words.implode()))
    return pl.any_horizontal(ways).fill_null(False) if ways else values.is_not_null()


def formed(recognizer: Recognizer, values: pl.Series) -> pl.Series:
    """`form` on a Series."""
    return values.to_frame("value").select(form(recognizer)).to_series()


def valid(recognizer: Recognizer, values: pl.Series) -> pl.Series:
    """Boolean per value: the check holds for its canonical form, or there is no check."""
    check = packs.check(recognizer)
    if check is None:
        return values.is_not_null()
    forms = values.to_frame("value").select(packs.canonical(recognizer)(pl.col("value"))).to_series()
    return check(forms).fill_null(False)
