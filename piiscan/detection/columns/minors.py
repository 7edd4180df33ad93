"""Rows about children under 14, whose data is sensitive as such (PIPL Art. 28, first paragraph)."""

from __future__ import annotations

from datetime import date

import polars as pl

from piiscan.detection import packs
from piiscan.model.recognizer import Recognizer

AGE = 14
BORN = "CN_RESIDENT_ID", 18, 6
"""The entity that states a birth date (yyyymmdd), the length of the form that does, and where the date begins."""


def minors(valid: pl.DataFrame, recognizer: Recognizer, as_of: date) -> pl.DataFrame:
    """The rows (of a frame whose `value` is valid) that are resident numbers of people under AGE on `as_of`."""
    entity, length, start = BORN
    if recognizer.entity != entity:
        return valid.clear()
    number = packs.canonical(recognizer)(pl.col("value"))
    born_after = f"{as_of.year - AGE:04}{as_of.month:02}{as_of.day:02}"
    return valid.filter((number.str.len_chars() == length) & (number.str.slice(start, 8) > born_after))
