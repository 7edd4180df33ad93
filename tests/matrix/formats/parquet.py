"""Parquet, in every compression that Polars writes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import polars as pl

from tests.matrix.formats import Row

Compression = Literal["uncompressed", "snappy", "gzip", "brotli", "lz4", "zstd"]


def _compressed(compression: Compression) -> Row:
    return lambda people, path: people.write_parquet(path, compression=compression)


def _typed(people: pl.DataFrame, path: Path) -> None:
    people.with_columns(pl.col("birth_date").str.to_date(), pl.col("plate").cast(pl.Categorical)).write_parquet(path)


ROWS: Mapping[str, Row] = {
    "parquet": _compressed("zstd"),
    "parquet, uncompressed": _compressed("uncompressed"),
    "parquet, snappy": _compressed("snappy"),
    "parquet, dates and categories": _typed,
}
