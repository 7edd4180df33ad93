"""Types of columns that come through Spark as they are, and those that are carried as others on the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from pyspark.sql.types import StructType

_ALIKE = (
    pl.Boolean,
    pl.String,
    pl.Binary,
    pl.Date,
    pl.Int8,
    pl.Int16,
    pl.Int32,
    pl.Int64,
    pl.UInt8,
    pl.UInt16,
    pl.UInt32,
    pl.Float32,
    pl.Float64,
    pl.Decimal,
    pl.Categorical,
    pl.Enum,
)
_WIDER: dict[type[pl.DataType], pl.DataType] = {
    pl.UInt8: pl.Int16(),
    pl.UInt16: pl.Int32(),
    pl.UInt32: pl.Int64(),
    pl.Categorical: pl.String(),
    pl.Enum: pl.String(),
}
"""Spark's integers have signs, and its texts no categories."""


def unread(dtype: pl.DataType) -> bool:
    """Whether values of a type would come through Spark as others: times finer than a microsecond, for one."""
    match dtype:
        case pl.Struct():
            return not dtype.fields or any(unread(_typed(field.dtype)) for field in dtype.fields)
        case pl.List():
            return unread(_typed(dtype.inner))
        case pl.Map():
            return unread(_typed(dtype.key)) or unread(_typed(dtype.value))
        case pl.Datetime():
            return dtype.time_unit == "ns"
    return not isinstance(dtype, _ALIKE)


def carried(dtype: pl.DataType) -> pl.DataType:
    """The type that Spark has for it."""
    match dtype:
        case pl.Struct():
            return pl.Struct({field.name: carried(_typed(field.dtype)) for field in dtype.fields})
        case pl.List():
            return pl.List(carried(_typed(dtype.inner)))
        case pl.Map():
            return pl.Map(carried(_typed(dtype.key)), carried(_typed(dtype.value)))
        case pl.Datetime():
            return pl.Datetime("us", "UTC" if dtype.time_zone else None)
    return _WIDER.get(type(dtype), dtype)


def carried_all(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.cast({name: carried(dtype) for name, dtype in frame.schema.items()})


def spark_schema(schema: pl.Schema) -> StructType:
    """Of rows that are carried."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(carried_all(schema.to_frame()).to_arrow().schema)


def polars_schema(schema: StructType) -> pl.Schema:
    """What Spark's rows are read as: times with a zone are in UTC, whatever the zone of the session."""
    from pyspark.sql.pandas.types import to_arrow_schema

    empty = to_arrow_schema(schema, timezone="UTC").empty_table()
    found = pl.from_arrow(empty)
    assert isinstance(found, pl.DataFrame)
    return found.schema


def _typed(dtype: object) -> pl.DataType:
    assert isinstance(dtype, pl.DataType)
    return dtype
