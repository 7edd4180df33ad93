"""The keyed sketch of one column: hashes that mean nothing outside this process and its scan key."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from piiscan.model.evidence import HASHES, TEXTS, RowSample, Sketch

_LONGEST = 2000
"""Characters kept of a sampled value: word lists, shapes and models need no more, and memory stays bounded."""


def sketch(values: pl.DataFrame, seed: int) -> Sketch:
    """Sketch a frame of `value` (String) and `rows` (how many rows hold it; values may repeat)."""
    hashed = values.with_columns(hash=pl.col("value").hash(seed))
    if len(hashed) > 4 * HASHES:
        hashed = hashed.filter(pl.col("hash") <= _cutoff(hashed["hash"]))
    sample = hashed.with_columns(pl.col("value").str.slice(0, _LONGEST), pl.col("rows").cast(pl.UInt64))
    return Sketch.of(hashed["hash"], sample.select("hash", "value", "rows"))


def consecutive(offset: int, length: int) -> pl.Series:
    """Places (UInt64) of rows that follow each other."""
    return pl.select(pl.int_range(offset, offset + length, dtype=pl.UInt64)).to_series()


@dataclass(frozen=True, slots=True)
class Positions:
    """The rows of one batch in an order that is random to the data: columns `row`, and `hash` of its place."""

    drawn: pl.DataFrame

    @staticmethod
    def of(places: pl.Series, seed: int) -> Positions:
        """For a batch whose rows stand at these places (UInt64) of their table."""
        return Positions(pl.DataFrame({"hash": places.hash(seed)}).with_row_index("row").sort("hash"))

    def sample(self, column: pl.Series) -> RowSample:
        """The rows of one column that come first; a list contributes its elements, blanks are left out."""
        chosen = self._filled(column, self.drawn.head(2 * TEXTS))
        if len(chosen) < TEXTS and len(self.drawn) > 2 * TEXTS:
            chosen = self._filled(column, self.drawn)
        return RowSample.of(chosen.select("hash", pl.col("value").str.slice(0, _LONGEST)))

    def _filled(self, column: pl.Series, drawn: pl.DataFrame) -> pl.DataFrame:
        rows = drawn.with_columns(value=column.gather(drawn["row"]))
        if isinstance(column.dtype, pl.List):
            rows = rows.explode("value")
        return rows.filter(pl.col("value").str.strip_chars() != "")


def _cutoff(hashes: pl.Series) -> int:
    """A bound that keeps the HASHES smallest distinct hashes; most often twice as many of them tell."""
    distinct = hashes.bottom_k(2 * HASHES).unique()
    if len(distinct) < HASHES:
        distinct = hashes.unique()
    return int(distinct.bottom_k(HASHES).max())  # type: ignore[arg-type]
