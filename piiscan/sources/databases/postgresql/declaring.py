"""The statements that make a masked table: what the source declares, where it fits what the columns have become."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from piiscan.sources.databases.places import Place
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.target import Target, native, own_fields

_NATIVE = {
    "Boolean": "boolean",
    "Int8": "smallint",
    "Int16": "smallint",
    "Int32": "integer",
    "Int64": "bigint",
    "UInt8": "smallint",
    "UInt16": "integer",
    "UInt32": "bigint",
    "UInt64": "numeric(20)",
    "Float32": "real",
    "Float64": "double precision",
    "Binary": "bytea",
    "Date": "date",
    "Time": "time",
}
"""The type of a Polars column -> the one that holds all its values."""


def target(place: Place, relation: Relation | None, typed: frozenset[str], first: pl.DataFrame) -> Target:
    """By the first masked rows. `typed` columns have the types of the relation."""
    types, casts = {}, {}
    fields = own_fields(relation, typed, first)
    for column, dtype in first.schema.items():
        types[column] = plain = _native(dtype)
        if column in fields:
            types[column] = fields[column].declared
            if types[column] != plain:
                casts[column] = fields[column].back
        elif plain.startswith("numeric"):
            casts[column] = "{0}::numeric(20)"
    return Target(place, types, casts, relation)


def created(table: Target) -> str:
    columns = ", ".join(f"{quoted(name)} {kind}" for name, kind in table.types.items())
    return f"CREATE TABLE {_named(table)} ({columns})"


def moved(table: Target, staging: str) -> str:
    """INSERT from a table of rows as they came."""
    values = ", ".join(table.casts.get(name, "{0}").format(quoted(name)) for name in table.types)
    return f"INSERT INTO {_named(table)} ({_listed(list(table.types))}) SELECT {values} FROM {staging}"


def kept(table: Target) -> Iterator[str]:
    """What the rows of the table are held to by itself, and its indexes."""
    for name in sorted(table.not_null):
        yield f"ALTER TABLE {_named(table)} ALTER COLUMN {quoted(name)} SET NOT NULL"
    for names in table.unique:
        kind = "PRIMARY KEY" if table.is_primary(names) else "UNIQUE"
        yield f"ALTER TABLE {_named(table)} ADD {kind} ({_listed(names)})"
    for index, names in table.indexes:
        yield f"CREATE INDEX {quoted(index)} ON {_named(table)} ({_listed(names)})"


def foreign_keys(table: Target, others: Sequence[Target]) -> Iterator[str]:
    """References to tables beside it, where all columns are kept on both sides."""
    for columns, there, to in table.references(others):
        key = f"FOREIGN KEY ({_listed(columns)}) REFERENCES {_named(there)} ({_listed(to)})"
        yield f"ALTER TABLE {_named(table)} ADD {key}"


def _native(dtype: pl.DataType) -> str:
    if isinstance(dtype, pl.Datetime):
        return "timestamp with time zone" if dtype.time_zone else "timestamp without time zone"
    return native(dtype, _NATIVE, "text")


def _named(table: Target) -> str:
    return ".".join(map(quoted, table.place))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))
