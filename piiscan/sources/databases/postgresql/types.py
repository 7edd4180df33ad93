"""How values of PostgreSQL's types are read: as they are, or cast to text where Arrow has no such type.

Texts are those of the manual's chapter 8 with DateStyle ISO and IntervalStyle iso_8601, which a session sets. Arrays
and composite types are read as JSON, whose leaves become columns.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

_PLAIN: dict[str, pl.DataType] = {
    "bool": pl.Boolean(),
    "int2": pl.Int16(),
    "int4": pl.Int32(),
    "int8": pl.Int64(),
    "float4": pl.Float32(),
    "float8": pl.Float64(),
    "text": pl.String(),
    "varchar": pl.String(),
    "bytea": pl.Binary(),
    "date": pl.Date(),
    "timestamp": pl.Datetime("us"),
    "timestamptz": pl.Datetime("us", "UTC"),
}
"""By `pg_type.typname`. numeric is none of them: Arrow's decimals have a scale, and no NaN."""

_TIMES = ("date", "timestamp", "timestamptz")
_ARRAY, _COMPOSITE = "A", "C"
"""`pg_type.typcategory`."""


class Reading(NamedTuple):
    """The type of a batch's column, the SQL of its value, and that which makes a value of the declared type again."""

    dtype: pl.DataType
    value: str
    back: str


def reading(column: str, base: str, category: str, declared: str) -> Reading:
    """Of a quoted column; `base` is its type below any domain, `declared` how the catalogue writes it."""
    if category == _ARRAY:
        elements = f"ARRAY(SELECT json_array_elements_text({{0}}::json))::{declared}"
        return Reading(
            pl.String(), f"array_to_json({column})::text", f"CASE WHEN {{0}} IS NOT NULL THEN {elements} END"
        )
    if category == _COMPOSITE:
        return Reading(pl.String(), f"to_json({column})::text", "")
    if base in _PLAIN:
        value = f"{column}::{base}"
        if base in _TIMES:  # an infinite one is no date: what is made of it here stops the statement
            value = f"CASE WHEN isfinite({value}) THEN {value} ELSE ({value}::text || ' is no date')::{base} END"
        return Reading(_PLAIN[base], value, f"{{0}}::{declared}")
    text = f"abbrev({column}::inet)" if base == "inet" else f"{column}::text"  # else with /32 behind it
    return Reading(pl.String(), text, f"{{0}}::{declared}")
