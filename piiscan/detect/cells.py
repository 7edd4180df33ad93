"""Whole cells against one recognizer: is a value of its form, and does its check hold?"""

from __future__ import annotations

import polars as pl

from piiscan.detect import packs
from piiscan.model.recognizer import Recognizer


def formed(recognizer: Recognizer, values: pl.Series) -> pl.Series:
    """Boolean per value (String, folded): a pattern or the word list takes all of it. Null is not formed.

    A recognizer with neither takes every value: its check, or its header, decides.
    """
    taken = values.is_not_null() if not (recognizer.patterns or recognizer.lexicon) else values.is_null() & False
    if recognizer.patterns:
        bodies = "|".join(f"(?:{pattern.body})" for pattern in recognizer.patterns)
        taken |= values.str.contains(f"^(?:{bodies})$").fill_null(False)
    if recognizer.lexicon:
        words = packs.lexicon(recognizer.id, recognizer.lexicon)
        taken |= values.str.to_lowercase().is_in(list(words)).fill_null(False)
    return taken


def valid(recognizer: Recognizer, values: pl.Series) -> pl.Series:
    """Boolean per value: the check holds for its canonical form, or there is no check."""
    check = packs.check(recognizer)
    if check is None:
        return values.is_not_null()
    forms = values.to_frame("value").select(packs.canonical(recognizer)(pl.col("value"))).to_series()
    return check(forms).fill_null(False)
