"""The statements that make a masked table of DuckDB: its keys are made with it, as none can be added later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from piiscan.sources.databases.places import Place
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.target import Target, native, own_fields

_NATIVE = {
    "Boolean": "BOOLEAN",
    "Int8": "TINYINT",
    "Int16": "SMALLINT",
    "Int32": "INTEGER",
    "Int64": "BIGINT",
    "UInt8": "UTINYINT",
    "UInt16": "USMALLINT",
    "UInt32": "UINTEGER",
    "UInt64": "UBIGINT",
    "Float32": "FLOAT",
    "Float64": "DOUBLE",
    "Binary": "BLOB",
    "Date": "DATE",
    "Time": "TIME",
}
"""The type of a Polars column -> the one that holds all its values."""


def target(place: Place, relation: Relation | None, declared: bool, first: pl.DataFrame) -> Target:
    """By the first masked rows. `declared` says whether the types of the relation are those of DuckDB."""
    fields = own_fields(relation, declared, first)
    types = {name: fields[name].declared if name in fields else _native(dtype) for name, dtype in first.schema.items()}
    return Target(place, types, {name: field.back for name, field in fields.items()}, relation)


def created(table: Target, others: Sequence[Target]) -> str:
    """With its keys, and references to itself and to others, which are there already."""
    columns = [
        f"{quoted(name)} {kind}{' NOT NULL' if name in table.not_null else ''}" for name, kind in table.types.items()
    ]
    unique = [
        f"{'PRIMARY KEY' if table.is_primary(names) else 'UNIQUE'} ({_listed(names)})"
        for names in dict.fromkeys(table.unique)
    ]
    keys = [
        f"FOREIGN KEY ({_listed(key.columns)}) REFERENCES {_named(there)} ({_listed(to)})"  # it knows no actions
        for key, there, to in table.references([*others, table])
    ]
    return f"CREATE TABLE {_named(table)} ({', '.join([*columns, *unique, *keys])})"


def filled(table: Target, rows: str) -> str:
    values = ", ".join(table.casts.get(name, "{0}").format(quoted(name)) for name in table.types)
    return f"INSERT INTO {_named(table)} ({_listed(list(table.types))}) SELECT {values} FROM {rows}"


def indexes(table: Target) -> Iterator[str]:
    for index, names in table.indexes:
        yield f"CREATE INDEX {quoted(index)} ON {_named(table)} ({_listed(names)})"


def _native(dtype: pl.DataType) -> str:
    if isinstance(dtype, pl.Datetime):
        return "TIMESTAMPTZ" if dtype.time_zone else "TIMESTAMP"
    if isinstance(dtype, pl.List):
        assert isinstance(dtype.inner, pl.DataType)
        return f"{_native(dtype.inner)}[]"
    return native(dtype, _NATIVE, "VARCHAR")


def _named(table: Target) -> str:
    return ".".join(map(quoted, table.place))


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))
