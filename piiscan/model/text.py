"""How a typed value is written as text: for scanning, for tokens and for comparison alike.

Tokens are made from this form, so it does not change: integers in decimal, dates and times in ISO 8601,
booleans as true and false, floats in the shortest form that reads back, bytes as UTF-8, others as `\\xff`.
"""

from __future__ import annotations

import polars as pl


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column of the frame as String, or List(String) for lists; shape and names unchanged."""
    return frame.with_columns(_cast(name, dtype) for name, dtype in frame.schema.items() if _foreign(dtype))


def _foreign(dtype: pl.DataType) -> bool:
    return dtype != pl.String and dtype != pl.List(pl.String)


def _cast(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if isinstance(dtype, pl.List):
        return column.cast(pl.List(pl.String))
    if isinstance(dtype, pl.Struct):
        return column.struct.json_encode()
    if dtype == pl.Binary:
        return column.map_batches(_decoded, return_dtype=pl.String, is_elementwise=True)
    if isinstance(dtype, pl.Datetime):
        return column.dt.to_string("iso:strict")
    return column.cast(pl.String)


def _decoded(column: pl.Series) -> pl.Series:
    try:
        return column.cast(pl.String)
    except pl.exceptions.ComputeError:
        texts = [None if octets is None else octets.decode("utf-8", "backslashreplace") for octets in column]
        return pl.Series(column.name, texts, dtype=pl.String)
