"""How values of a column are read by SQLAlchemy: as they are, or cast to text; what has no such cast is unread."""

from __future__ import annotations

from typing import Any

import polars as pl

Reading = tuple[pl.DataType, str]
"""The type of the batch's column, and the SQL of its value."""

_GEOMETRIES = frozenset(
    "geometry point linestring polygon multipoint multilinestring multipolygon"
    " geometrycollection geomcollection".split()
)
_TEXTS = frozenset("char varchar tinytext text mediumtext longtext json".split())
_BYTES = frozenset("binary varbinary tinyblob blob mediumblob longblob vector".split())
_FLOATS = frozenset({"float", "double"})
_INTEGERS = frozenset("tinyint smallint mediumint int bigint".split())


def reading(column: str, declared: Any) -> Reading | None:
    """By SQLAlchemy's type of a quoted column; None where there is no way to read it."""
    from sqlalchemy import types

    match declared:
        case types.Boolean():
            return pl.Boolean(), column
        case types.Integer():
            return pl.Int64(), column
        case types.Float():
            return pl.Float64(), column
        case types.LargeBinary():
            return pl.Binary(), column
        case types.Enum() | types.Numeric() | types.Date() | types.DateTime() | types.Time() | types.Uuid():
            return pl.String(), f"CAST({column} AS VARCHAR(100))"
        case types.String():
            return pl.String(), column
    return None


def reading_of_mysql(column: str, kind: str, declared: str) -> tuple[pl.DataType, str, str]:
    """By the name of the type, and how it is declared; with the SQL that makes a value of that type of `{0}` again.

    Dates are texts, as MySQL has dates of zeros.
    """
    if kind in _INTEGERS and not (kind == "bigint" and "unsigned" in declared):
        return pl.Int64(), column, "{0}"
    if kind in _FLOATS:  # a FLOAT is shown with 6 digits, unless it is made a DOUBLE
        return pl.Float64(), f"{column} + 0e0", "{0}"
    if kind in _BYTES:
        return pl.Binary(), column, "{0}"
    if kind in _TEXTS:
        return pl.String(), column, "{0}"
    if kind in _GEOMETRIES:
        return pl.String(), f"ST_AsText({column})", "ST_GeomFromText({0})"
    if kind == "bit":
        return pl.String(), f"CAST({column} + 0 AS CHAR)", "CAST({0} AS UNSIGNED)"
    return pl.String(), f"CAST({column} AS CHAR)", "{0}"
