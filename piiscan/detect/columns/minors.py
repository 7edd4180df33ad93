"""Rows about children under 14, whose data is sensitive as such (PIPL Art. 28, first paragraph)."""

from __future__ import annotations

from datetime import date

import polars as pl

from piiscan.detect import packs
from piiscan.model.recognizer import Recognizer

AGE = 14
BORN = "CN_RESIDENT_ID", 18, 6
"""The entity that states a birth date (yyyymmdd), the length of the form that does, and where the date begins."""


def minors(values: pl.DataFrame, recognizer: Recognizer, as_of: date) -> int:
    """Rows of valid resident numbers (frame of `value` and `rows`) born less than AGE years before `as_of`."""
    entity, length, start = BORN
    check = packs.check(recognizer)
    if recognizer.entity != entity or check is None:
        return 0
    numbers = values.with_columns(value=packs.canonical(recognizer)(pl.col("value")))
    numbers = numbers.filter(pl.col("value").str.len_chars() == length)
    born_after = f"{as_of.year - AGE:04}{as_of.month:02}{as_of.day:02}"
    young = numbers.filter(check(numbers["value"]) & (pl.col("value").str.slice(start, 8) > born_after))
    return int(young["rows"].sum())
