"""Rows about children under 14, whose data is sensitive as such (PIPL Art. 28, first paragraph)."""

from __future__ import annotations

from datetime import date

import polars as pl

from piiscan.detect import packs
from piiscan.detect.cells import valid
from piiscan.model.recognizer import Recognizer

AGE = 14
BORN = "CN_RESIDENT_ID", 18, 6
"""The entity that states a birth date (yyyymmdd), the length of the form that does, and where the date begins."""


def minors(values: pl.DataFrame, recognizer: Recognizer, as_of: date) -> pl.DataFrame:
    """The rows (of a frame with `value`) that are valid resident numbers of people under AGE on `as_of`."""
    entity, length, start = BORN
    if recognizer.entity != entity:
        return values.clear()
    numbers = values.filter(valid(recognizer, values["value"]))
    number = packs.canonical(recognizer)(pl.col("value"))
    born_after = f"{as_of.year - AGE:04}{as_of.month:02}{as_of.day:02}"
    return numbers.filter((number.str.len_chars() == length) & (number.str.slice(start, 8) > born_after))
