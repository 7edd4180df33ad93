"""How a typed value is written as text: for scanning, for tokens and for comparison alike.

Tokens are made from this form, so it does not change: integers in decimal, dates, times and durations in ISO 8601,
booleans as true and false, floats in the shortest form that reads back, bytes as UTF-8, others as `\\xff`, which
leaves every readable stretch of them readable. An element of a list has the text that it has outside of it.
"""

from __future__ import annotations

import polars as pl

WHOLE_NUMBERS = ("Int", "UInt")
"""How the names of integer types begin."""


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column of the frame as String, or List(String) for lists; shape and names unchanged."""
    return frame.with_columns(_cast(pl.col(name), dtype) for name, dtype in frame.schema.items() if _foreign(dtype))


def as_typed(texts: pl.Series, dtype: pl.DataType) -> pl.Series:
    """What `as_text` made of numbers, dates and times, in their own type again; texts that stand for other types stay.

    Raises a PolarsError for a text that is no value of the type.
    """
    match dtype:
        case pl.Date():
            return texts.str.to_date("%Y-%m-%d")
        case pl.Datetime():
            zone = "%:z" if dtype.time_zone else ""
            form = "%Y-%m-%dT%H:%M:%S%.f" + zone
            return texts.str.to_datetime(form, time_unit=dtype.time_unit, time_zone=dtype.time_zone)
    return texts.cast(dtype) if dtype.is_numeric() else texts


def undecoded(column: pl.Series) -> int:
    """Cells, or elements of lists, whose bytes are no UTF-8: pictures, compressed data, texts in other encodings."""
    if column.dtype not in (pl.Binary, pl.List(pl.Binary)):
        return 0
    flat = column.explode(empty_as_null=False) if isinstance(column.dtype, pl.List) else column
    return int(_decoded(flat, errors="ignore").cast(pl.Binary).ne(flat).sum())


def type_name(dtype: pl.DataType) -> str:
    """What a type is called, without the values of its categories, which its own text holds."""
    match dtype:
        case pl.Enum():
            return "Enum"
        case pl.List():
            return f"List({_inner_name(dtype.inner)})"
        case pl.Array():
            return f"Array({_inner_name(dtype.inner)})"
        case pl.Struct():
            return "Struct"
    return str(dtype)


def _inner_name(inner: object) -> str:
    assert isinstance(inner, pl.DataType)
    return type_name(inner)


def _foreign(dtype: pl.DataType) -> bool:
    return dtype != pl.String and dtype != pl.List(pl.String)


def _cast(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    match dtype:
        case pl.Array():
            return _elements(column.arr.to_list(), dtype.inner)
        case pl.List():
            return _elements(column, dtype.inner)
        case pl.Map():
            return _elements(column.map.entries(), pl.Struct({"key": dtype.key, "value": dtype.value}))
    return _single(column, dtype)


def _elements(lists: pl.Expr, inner: object) -> pl.Expr:
    assert isinstance(inner, pl.DataType)
    return lists.list.eval(_single(pl.element(), inner)) if inner != pl.String else lists


def _single(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype.is_nested():
        return pl.when(column.is_not_null()).then(column.struct.json_encode())
    if dtype == pl.Binary:
        return column.map_batches(_decoded, return_dtype=pl.String, is_elementwise=True)
    if dtype.is_temporal() and not isinstance(dtype, pl.Date | pl.Time):
        return column.dt.to_string("iso:strict")
    return column.cast(pl.String)


def _decoded(column: pl.Series, errors: str = "backslashreplace") -> pl.Series:
    try:
        return column.cast(pl.String)
    except pl.exceptions.ComputeError:
        texts = [None if octets is None else octets.decode("utf-8", errors) for octets in column]
        return pl.Series(column.name, texts, dtype=pl.String)


def lists_joined(texts: pl.DataFrame) -> pl.DataFrame:
    """The same frame of text, a list in a cell being one text."""
    return texts.with_columns(pl.selectors.list().list.join("\0", ignore_nulls=True))
