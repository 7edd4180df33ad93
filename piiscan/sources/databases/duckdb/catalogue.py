"""What is in a DuckDB file, by its own table functions (https://duckdb.org/docs/stable/sql/meta/duckdb_table_functions).

Nested values are read as JSON, whose leaves become columns; what Arrow or Polars have no type for is read as text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from piiscan.model.table import Column, Constraints, Reference
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import Defined, Field, Relation, counts

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
    "SELECT schema_name, table_name, column_name, data_type, is_nullable, comment, column_default FROM duckdb_columns()"
    " WHERE NOT internal ORDER BY column_index"
)
_KEYS = (
    "SELECT schema_name, table_name, constraint_type, constraint_column_names, referenced_table,"
    " referenced_column_names FROM duckdb_constraints()"
    " WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY') ORDER BY constraint_index"
)
_INDEXES = (
    "SELECT schema_name, table_name, index_name, is_unique, expressions FROM duckdb_indexes() ORDER BY index_name"
)
_OTHERS = (
    "SELECT schema_name, table_name, 'checks', count(*) FROM duckdb_constraints() WHERE constraint_type = 'CHECK'"
    " GROUP BY ALL UNION ALL SELECT schema_name, table_name, 'comments', 1 FROM duckdb_tables()"
    " WHERE comment IS NOT NULL"
)
_NAME = re.compile(r'"((?:[^"]|"")*)"|([A-Za-z_]\w*)')

Named = tuple[str, str]
"""Schema and name of a table."""


def relations(connection: Any, views: bool) -> Iterator[tuple[str, Relation]]:
    """The tables, and views if asked for, each with its schema, in the order of their names."""
    asked = (_COLUMNS, _KEYS, _INDEXES, _OTHERS)
    columns, keys, indexes, others = (_grouped(connection.sql(sql).fetchall()) for sql in asked)
    for place in sorted(connection.sql(_TABLES + (_VIEWS if views else "")).fetchall()):
        found = _relation(place[1], columns[place], keys[place], indexes[place])
        yield place[0], replace(found, lost=(*_lost(columns[place]), *counts(**dict(others[place]))))


def _grouped(rows: Sequence[Any]) -> defaultdict[Named, list[Any]]:
    found: defaultdict[Named, list[Any]] = defaultdict(list)
    for schema, table, *rest in rows:
        found[schema, table].append(rest)
    return found


def _relation(name: str, columns: list[Any], keys: list[Any], indexes: list[Any]) -> Relation:
    fields = tuple(_field(column, kind, comment) for column, kind, _, comment, _ in columns)
    not_null = frozenset(column for column, _, nullable, *_ in columns if not nullable)
    primary = next((tuple(names) for kind, names, *_ in keys if kind == "PRIMARY KEY"), ())
    unique = [tuple(names) for kind, names, *_ in keys if kind == "UNIQUE"]
    unique += [names for _, alone, text in indexes if alone and (names := _indexed(text))]
    references = tuple(
        Reference(tuple(names), table, tuple(to)) for kind, names, table, to in keys if kind == "FOREIGN KEY"
    )
    plain = tuple((index, names) for index, alone, text in indexes if not alone and (names := _indexed(text)))
    constraints = Constraints((*([primary] if primary else []), *unique), not_null, references)
    others = tuple(Defined(index, (), alone) for index, alone, text in indexes if not _indexed(text))
    return Relation(name, fields, constraints, primary, plain, defined=others)


def _lost(columns: list[Any]) -> Iterator[str]:
    """Defaults, and the expressions of generated columns, which the catalogue does not tell apart."""
    for name, *_, default in columns:
        if default is not None and default != "NULL":
            yield f"the default of column {name}"


def _indexed(text: str) -> tuple[str, ...]:
    """The columns of an index; none where one of them is an expression."""
    names, rest = [], text[1:-1]
    while found := _NAME.match(rest):
        names.append(found[2] or found[1].replace('""', '"'))
        rest = rest[found.end() :].removeprefix(", ")
    return () if rest else tuple(names)


def _field(name: str, kind: str, comment: str | None) -> Field:
    column, dtype = quoted(name), _PLAIN.get(kind, pl.String())
    if kind.endswith("]") or kind.startswith(_NESTED):
        value = f"CAST(to_json({column}) AS VARCHAR)"
        back = "" if "UNION" in kind else f"CAST(CAST({{0}} AS JSON) AS {_braced(kind)})"
    else:
        value = column if kind in _PLAIN else f"CAST({column} AS VARCHAR)"
        back = "{0}" if kind in _PLAIN else f"CAST({{0}} AS {_braced(kind)})"
    return Field(Column(name, str(dtype), comment=comment), kind, value, dtype, back)


def _braced(kind: str) -> str:
    """A type in a template: the values of an enum, or the names in a record, may have braces."""
    return kind.replace("{", "{{").replace("}", "}}")
