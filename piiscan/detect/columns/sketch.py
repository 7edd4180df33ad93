"""The keyed sketch of one column: hashes that mean nothing outside this process and its scan key."""

from __future__ import annotations

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


def position_hashes(offset: int, length: int, seed: int) -> pl.Series:
    """A hash of the position of each row of a batch that starts at row `offset` of its table (UInt64)."""
    return pl.select(pl.int_range(offset, offset + length, dtype=pl.UInt64)).to_series().hash(seed)


def row_sample(column: pl.Series, hashes: pl.Series) -> RowSample:
    """The rows of one column with the smallest hashes; a list contributes its elements, blanks are left out."""
    rows = pl.DataFrame({"hash": hashes, "value": column})
    if isinstance(column.dtype, pl.List):
        rows = rows.explode("value")
    chosen = rows.filter(pl.col("value").str.strip_chars() != "").bottom_k(TEXTS, by="hash").sort("hash")
    return RowSample(chosen.with_columns(pl.col("value").str.slice(0, _LONGEST)))


def _cutoff(hashes: pl.Series) -> int:
    """A bound that keeps the HASHES smallest distinct hashes, without sorting all of them."""
    return int(hashes.unique().bottom_k(HASHES).max())  # type: ignore[arg-type]
