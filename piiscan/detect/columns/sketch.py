"""The keyed sketch of one column: hashes that mean nothing outside this process and its scan key."""

from __future__ import annotations

import polars as pl

from piiscan.model.evidence import HASHES, Sketch

_LONGEST = 2000
"""Characters kept of a sampled value: word lists, shapes and models need no more, and memory stays bounded."""


def sketch(values: pl.DataFrame, seed: int) -> Sketch:
    """Sketch a frame of `value` (String) and `rows` (how many rows hold it; values may repeat)."""
    hashed = values.with_columns(hash=pl.col("value").hash(seed))
    if len(hashed) > 4 * HASHES:
        hashed = hashed.filter(pl.col("hash") <= _cutoff(hashed["hash"]))
    sample = hashed.with_columns(pl.col("value").str.slice(0, _LONGEST), pl.col("rows").cast(pl.UInt64))
    return Sketch.of(hashed["hash"], sample.select("hash", "value", "rows"))


def _cutoff(hashes: pl.Series) -> int:
    """A bound that keeps the HASHES smallest distinct hashes, without sorting all of them."""
    return int(hashes.unique().bottom_k(HASHES).max())  # type: ignore[arg-type]
