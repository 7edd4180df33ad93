"""Tokens within texts, made again for a few rows: another key or partner would have made others."""

from __future__ import annotations

import polars as pl

from piiscan.transforms.pseudonym import TOKEN

SAMPLE = 32
"""Rows, at most, that are masked again: models may read them."""


def with_token(texts: pl.Series) -> pl.Series:
    """The positions of texts (String, or lists of it) that hold a token."""
    joined = texts.list.join(" ", ignore_nulls=True) if isinstance(texts.dtype, pl.List) else texts
    return joined.str.contains(TOKEN).fill_null(value=False).arg_true()


def foreign(copy: pl.Series, again: pl.Series) -> bool:
    """Whether texts of the copy, and the same masked again, have no token in common though both have some.

    Models may read a text otherwise on another platform, so not every token has to be there.
    """
    found, expected = (_tokens(texts) for texts in (copy, again))
    return bool(found) and bool(expected) and not found & expected


def _tokens(texts: pl.Series) -> set[str]:
    return set(texts.to_frame("text").select(pl.col("text").str.extract_all(TOKEN)).to_series().explode().drop_nulls())
