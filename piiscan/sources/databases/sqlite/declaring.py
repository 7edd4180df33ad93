"""The statements that make a masked table: what the source declares, where it fits what the columns have become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.sqlite.classes import affinity

_PLAIN_TYPE = re.compile(r"[A-Za-z_][A-Za-z0-9_ ]*(?:\([0-9+\-, ]*\))?")
_ROW_NUMBER = "INTEGER"
"""The type that makes a primary key the number of the row (https://www.sqlite.org/lang_createtable.html, 5)."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A table of the copy; `types` are the declared types of the columns that it has.

    `row_number` is the column that is the number of its row, if one is.
    """

    relation: Relation
    types: Mapping[str, str]
    row_number: str | None

    @property
    def name(self) -> str:
        return self.relation.name

    @classmethod
    def of(cls, relation: Relation, first: pl.DataFrame) -> Copied:
        """By the first masked rows."""
        types = {
            field.name: _declared(field.declared, first.schema[field.name], field.column.type)
            for field in relation.fields
            if field.name in first.columns
        }
        key = relation.primary[0] if len(relation.primary) == 1 else None
        numbered = key is not None and types.get(key, "").upper() == _ROW_NUMBER
        if key is None or not numbered:
            return cls(relation, types, None)
        if first.schema[key] == pl.Int64 and (first[key].diff().drop_nulls() > 0).all() and not first[key].has_nulls():
            return cls(relation, types, key)
        return cls(relation, {**types, key: "INT"}, None)

    def holds(self, names: Sequence[str]) -> bool:
        """Whether the copy has all these columns."""
        return bool(names) and all(name in self.types for name in names)


def created(table: Copied, keys: Sequence[str] = ()) -> str:
    """CREATE TABLE, with these clauses more."""
    constraints = table.relation.constraints
    columns = [
        " ".join([quoted(name), declared, *(["NOT NULL"] if name in constraints.not_null else [])])
        for name, declared in table.types.items()
    ]
    unique = [f"{_kind(table, names)} ({_listed(names)})" for names in constraints.unique if table.holds(names)]
    return f"CREATE TABLE {quoted(table.name)} ({', '.join([*columns, *unique, *keys])})"


def indexes(table: Copied) -> Iterator[str]:
    """CREATE INDEX for each index of the source whose columns are all kept."""
    for name, columns in table.relation.indexes:
        if table.holds(columns):
            yield f"CREATE INDEX {quoted(name)} ON {quoted(table.name)} ({_listed(columns)})"


def foreign_keys(table: Copied, others: Mapping[str, Copied]) -> list[str]:
    """Clauses for the foreign keys whose columns are kept on both sides. `others` by name in lower case."""
    clauses = []
    for key in table.relation.constraints.references:
        there = others.get(key.table.lower())
        if there is None or not table.holds(key.columns):
            continue
        to = key.to or there.relation.primary
        if there.holds(to):
            clauses.append(f"FOREIGN KEY ({_listed(key.columns)}) REFERENCES {quoted(there.name)} ({_listed(to)})")
    return clauses


def _kind(table: Copied, names: Sequence[str]) -> str:
    return "PRIMARY KEY" if tuple(names) == table.relation.primary else "UNIQUE"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))


def _declared(declared: str, dtype: pl.DataType, before: str) -> str:
    """The type of the source where the values are still of the type that they were, or one for what they are now."""
    if str(dtype) == before:
        leaning = affinity(declared)
        return declared if _PLAIN_TYPE.fullmatch(declared) else "" if leaning == "BLOB" else leaning
    if dtype.is_integer():
        return _ROW_NUMBER
    return "REAL" if dtype.is_float() else "BLOB" if dtype == pl.Binary else "TEXT"
