"""DuckDB: a file that is a database (https://duckdb.org/docs/stable/internals/storage), read by its own library.

Nested values are read as JSON, whose leaves become columns; what Arrow or Polars have no type for is read as text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Column, Constraints, Table
from piiscan.sources.databases.arrow import frames, require
from piiscan.sources.databases.copied import named
from piiscan.sources.databases.keys import key_of
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import Field, Relation, RelationTable
from piiscan.sources.files import SourceFile
from piiscan.sources.frame import ROWS
from piiscan.sources.options import ReadOptions
from piiscan.sources.targets import shown, wanted_member

ASIDE = (".wal",)
_SETTINGS: dict[
    str, str | bool | int | float | list[str]
] = {  # no file but this one, no extension from elsewhere, nothing spilt to disk
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "temp_directory": "",
    "threads": "2",
}
_PLAIN: dict[str, pl.DataType] = {
    "BOOLEAN": pl.Boolean(),
    "TINYINT": pl.Int8(),
    "SMALLINT": pl.Int16(),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "UTINYINT": pl.UInt8(),
    "USMALLINT": pl.UInt16(),
    "UINTEGER": pl.UInt32(),
    "UBIGINT": pl.UInt64(),
    "FLOAT": pl.Float32(),
    "DOUBLE": pl.Float64(),
    "VARCHAR": pl.String(),
    "BLOB": pl.Binary(),
}
_NESTED = ("STRUCT", "MAP", "UNION")
_TABLES = "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary"
_VIEWS = " UNION ALL SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary"
_COLUMNS = (
    "SELECT schema_name, table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()"
    " WHERE NOT internal ORDER BY column_index"
)
_BROKEN = "cannot be read as DuckDB: damaged, encrypted, of a newer version, or locked by who writes to it"


@dataclass(frozen=True, slots=True)
class DuckTable(RelationTable):
    """One table of a file, or a view."""

    schema: str
    file: SourceFile

    def batches(self) -> Iterator[pl.DataFrame]:
        values = ", ".join(f"{field.value} AS c{i}" for i, field in enumerate(self.relation.fields))
        none = True
        with _connected(self.file, self.source) as connection:
            query = connection.sql(f"SELECT {values} FROM {quoted(self.schema)}.{quoted(self.name)}")
            for frame in frames(query.to_arrow_reader(ROWS)):
                none = False
                yield self.relation.framed(frame)
        if none:
            yield self.relation.empty


@dataclass(frozen=True, slots=True)
class DuckDatabase:
    """One file; its members are its tables, in the order of their names."""

    source: str
    key: str
    format: str
    file: SourceFile
    options: ReadOptions

    def members(self) -> Iterator[Table | Incomplete]:
        with _connected(self.file, self.source) as connection:
            listed = sorted(connection.sql(_TABLES + (_VIEWS if self.options.views else "")).fetchall())
            fields = defaultdict(list)
            for schema, table, *column in connection.sql(_COLUMNS).fetchall():
                fields[schema, table].append(column)
        for schema, name in listed:
            key = f"{self.key}!{key_of(None if schema == 'main' else schema, name)}"
            source = f"{self.source}!{shown(key[len(self.key) + 1 :])}"
            if wanted_member(key, self.options):
                found = _relation(name, fields[schema, name])
                yield DuckTable(source, key, name, self.format, found, schema, self.file)


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> DuckDatabase:
    """The signs are those of the format: nothing else is to be asked."""
    require("duckdb", "duckdb", file.source)
    return DuckDatabase(file.source, file.key, "duckdb", file, options)


def _relation(name: str, columns: list[Any]) -> Relation:
    fields = tuple(_field(column, kind, comment) for column, kind, _, comment in columns)
    not_null = frozenset(column for column, _, nullable, _ in columns if not nullable)
    return Relation(name, fields, Constraints(not_null=not_null))


def _field(name: str, kind: str, comment: str | None) -> Field:
    column, dtype = quoted(name), _PLAIN.get(kind, pl.String())
    if kind.endswith("]") or kind.startswith(_NESTED):
        value = f"CAST(to_json({column}) AS VARCHAR)"
    else:
        value = column if kind in _PLAIN else f"CAST({column} AS VARCHAR)"
    return Field(Column(name, str(dtype), comment=comment), kind, value, dtype)


@contextmanager
def _connected(file: SourceFile, source: str) -> Iterator[Any]:
    """A connection that only reads. Raises SourceUnreadable for whatever the library raises."""
    import duckdb
    import pyarrow

    with named(file, ASIDE) as (path, _):
        try:
            with duckdb.connect(path, read_only=True, config=_SETTINGS) as connection:
                yield connection
        except (duckdb.Error, pyarrow.ArrowException):
            raise SourceUnreadable(source, _BROKEN) from None
