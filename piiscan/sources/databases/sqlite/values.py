"""Masked values in SQLite's own storage classes (https://www.sqlite.org/datatype3.html): all others are texts."""

from __future__ import annotations

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.text import as_text


def stored(frame: pl.DataFrame, source: str) -> pl.DataFrame:
    """Columns of Int64, Float64, Binary and String. Raises OutputFailed for what SQLite would not keep."""
    for name, dtype in frame.schema.items():
        if dtype.is_nested():
            raise OutputFailed(
                f"{source}: column {name}: a nested value has no place in SQLite: drop it, or use DuckDB"
            )
        if dtype.is_float() and frame[name].is_nan().any():
            raise OutputFailed(f"{source}: column {name}: SQLite has no NaN, and would leave it empty: use DuckDB")
    return frame.with_columns(_stored(frame, name, dtype) for name, dtype in frame.schema.items())


def is_whole(dtype: pl.DataType) -> bool:
    """Whether its values are kept as integers, which have 64 bits."""
    return dtype == pl.Boolean or (dtype.is_integer() and dtype not in (pl.UInt64, pl.Int128, pl.UInt128))


def _stored(frame: pl.DataFrame, name: str, dtype: pl.DataType) -> pl.Series:
    if is_whole(dtype):
        return frame[name].cast(pl.Int64)
    if dtype.is_float():
        return frame[name].cast(pl.Float64)
    return frame[name] if dtype == pl.Binary else as_text(frame.select(name)).to_series()
