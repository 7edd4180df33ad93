"""The statements that make a masked table: what the source declares, where it fits what the columns have become.

Tables of other engines and of files are STRICT: a column takes values of its one type (sqlite.org/stricttables.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from piiscan.sources.databases.keys import key_of
from piiscan.sources.databases.places import Place
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.sqlite.classes import affinity
from piiscan.sources.databases.sqlite.values import is_whole
from piiscan.sources.databases.target import Target

_PLAIN_TYPE = re.compile(r"[A-Za-z_][A-Za-z0-9_ ]*(?:\([0-9+\-, ]*\))?")
_ROW_NUMBER, _NUMBER = "INTEGER", "INT"
"""The type that makes a primary key the number of the row (https://www.sqlite.org/lang_createtable.html, 5), and the
one of numbers that does not."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A table of the copy. `row_number` is the column that is the number of its row, if one is."""

    table: Target
    row_number: str | None
    strict: bool

    @property
    def name(self) -> str:
        return called(self.table.place)


def called(place: Place) -> str:
    """A file has no schemas: that of the source stands before the name."""
    return key_of(None if place.schema == "main" else place.schema, place.name)


def copied(place: Place, relation: Relation | None, declared: bool, first: pl.DataFrame) -> Copied:
    """By the first masked rows. `declared` says whether the types of the relation are those of SQLite."""
    own = {field.name: field for field in (relation.fields if relation and declared else ())}
    types = {
        name: _declared(own[name].declared) if name in own and own[name].dtype == dtype else _native(dtype)
        for name, dtype in first.schema.items()
    }
    table = Target(place, types, {}, relation)
    key = relation.primary[0] if relation and len(relation.primary) == 1 else None
    if key is None or types.get(key, "").upper() != _ROW_NUMBER:
        return Copied(table, None, not declared)
    numbers = first[key]
    if declared and numbers.dtype == pl.Int64 and (numbers.diff().drop_nulls() > 0).all() and not numbers.has_nulls():
        return Copied(table, key, strict=False)
    return Copied(replace(table, types={**types, key: _NUMBER}), None, not declared)


def created(made: Copied, keys: Sequence[str] = ()) -> str:
    """CREATE TABLE, with these clauses more."""
    table = made.table
    columns = [
        " ".join([quoted(name), declared, *(["NOT NULL"] if name in table.not_null else [])])
        for name, declared in table.types.items()
    ]
    unique = [
        f"{'PRIMARY KEY' if table.is_primary(names) else 'UNIQUE'} ({_listed(names)})"
        for names in dict.fromkeys(table.unique)
    ]
    clauses = ", ".join([*columns, *unique, *keys])
    return f"CREATE TABLE {quoted(made.name)} ({clauses}){' STRICT' if made.strict else ''}"


def indexes(made: Copied, taken: set[str]) -> Iterator[str]:
    """CREATE INDEX for each index of the source whose columns are all kept, under a name that is not `taken`."""
    for index, columns in made.table.indexes:
        name = index if index.lower() not in taken else f"{made.name}.{index}"
        taken.add(name.lower())
        yield f"CREATE INDEX {quoted(name)} ON {quoted(made.name)} ({_listed(columns)})"


def foreign_keys(made: Copied, others: Sequence[Target]) -> list[str]:
    """Clauses for the foreign keys whose columns are kept on both sides."""
    return [
        f"FOREIGN KEY ({_listed(key.columns)}) REFERENCES {quoted(called(there.place))} ({_listed(to)}) {key.actions}"
        for key, there, to in made.table.references(others)
    ]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))


def _declared(declared: str) -> str:
    """The type of the source, to which texts of any length fit, or what it leans to where it is not a plain one."""
    leaning = affinity(declared)
    return declared if _PLAIN_TYPE.fullmatch(declared) else "" if leaning == "BLOB" else leaning


def _native(dtype: pl.DataType) -> str:
    if is_whole(dtype):
        return _ROW_NUMBER
    return "REAL" if dtype.is_float() else "BLOB" if dtype == pl.Binary else "TEXT"
