"""Storage classes: in SQLite a value has a type, and a column only leans to one (https://www.sqlite.org/datatype3.html).

One pass tells which classes a column holds, and how long its values are, for which it reads none of them. Of one class,
it keeps its type; numbers of both kinds are Float64 where that is exact; bytes among other values make all of it bytes,
and any other mixture is text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.sqlite.connecting import rows

if TYPE_CHECKING:
    from piiscan.sources.databases.sqlite.catalogue import Listed

Classes = frozenset[str]


class Held(NamedTuple):
    """The storage classes in a column, none for one without values, and the octets of its longest value."""

    classes: Classes
    longest: int


TEXT, INTEGER, REAL, BLOB, LARGE = "text", "integer", "real", "blob", "large"
"""LARGE is an integer that Float64 does not hold exactly."""

TYPES: dict[str, pl.DataType] = {
    "String": pl.String(),
    "Int64": pl.Int64(),
    "Float64": pl.Float64(),
    "Binary": pl.Binary(),
}
WITNESSES = {"String": "''", "Int64": "0", "Float64": "0.0", "Binary": "x''"}
"""A value of each type: the driver takes the types of an answer from its first row."""

_TESTS = {kind: f"typeof({{0}}) = '{kind}'" for kind in (TEXT, INTEGER, REAL, BLOB)} | {
    LARGE: "CASE typeof({0}) WHEN 'integer' THEN {0} NOT BETWEEN -9007199254740992 AND 9007199254740992 END"
}
_LENGTH = "octet_length({0})"
_AT_ONCE = 300
"""Columns of one question: an answer has 2,000 columns at most (https://www.sqlite.org/limits.html)."""


def held_in(connection: Any, entry: Listed, names: list[str]) -> dict[str, Held]:
    """What each column holds."""
    found: dict[str, Held] = {}
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        asked = ", ".join(f"max({test.format(quoted(name))})" for name in some for test in (*_TESTS.values(), _LENGTH))
        (answer,) = rows(connection, f"SELECT {asked} FROM {quoted(entry.name)}")
        told = iter(answer)
        found |= {name: Held(frozenset([kind for kind in _TESTS if next(told)]), next(told) or 0) for name in some}
    return found


def column_type(held: Classes, declared: str) -> str:
    """The type of the column's batches; by its declaration where it has no values."""
    if not held:
        return {"INTEGER": "Int64", "REAL": "Float64", "BLOB": "Binary"}.get(affinity(declared), "String")
    if BLOB in held:
        return "Binary"
    if held <= {INTEGER, LARGE}:
        return "Int64"
    return "Float64" if held <= {INTEGER, REAL} else "String"


def value_of(column: str, held: Classes) -> str:
    """The SQL of a value in that type."""
    mixed = len(held - {LARGE}) > 1
    if BLOB in held:
        return f"CAST({column} AS BLOB)" if mixed else column
    if mixed:
        return f"CAST({column} AS {'REAL' if held <= {INTEGER, REAL} else 'TEXT'})"
    return column


def affinity(declared: str) -> str:
    """What a declaration leans to (datatype3.html, 3.1: the rules in their order)."""
    for pattern, leaning in (
        ("INT", "INTEGER"),
        ("CHAR|CLOB|TEXT", "TEXT"),
        ("BLOB", "BLOB"),
        ("REAL|FLOA|DOUB", "REAL"),
    ):
        if re.search(pattern, declared.upper()):
            return leaning
    return "NUMERIC" if declared else "BLOB"
