"""Where words stand in a column of texts: all words at once, whatever they are inside of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

__all__ = ["occurrences"]


def occurrences(texts: pl.Series, words: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """Number of the text, the text, and where in it (code points) one of the words begins; each place once."""
    if not words:
        return
    found = texts.to_frame("text").with_row_index("number")
    found = found.with_columns(at=texts.str.find_many(list(words), overlapping=True))
    found = found.explode("at").drop_nulls("at").unique(["number", "at"])
    before = pl.col("text").cast(pl.Binary).bin.head(pl.col("at")).cast(pl.String)
    found = found.with_columns(at=before.str.len_chars())
    yield from zip(found["number"].to_list(), found["text"].to_list(), found["at"].to_list(), strict=True)
