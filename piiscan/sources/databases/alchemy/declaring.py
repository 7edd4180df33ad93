"""The statements that make a masked table of MySQL: what the source declares, where it fits the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from piiscan.sources.databases.alchemy.mysql import identifier
from piiscan.sources.databases.places import Place
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.target import Target, native, own_fields

_NATIVE = {
    "Boolean": "BOOLEAN",
    "Int8": "TINYINT",
    "Int16": "SMALLINT",
    "Int32": "INT",
    "Int64": "BIGINT",
    "UInt8": "TINYINT UNSIGNED",
    "UInt16": "SMALLINT UNSIGNED",
    "UInt32": "INT UNSIGNED",
    "UInt64": "BIGINT UNSIGNED",
    "Float32": "DOUBLE",
    "Float64": "DOUBLE",
    "Binary": "LONGBLOB",
    "Date": "DATE",
    "Time": "TIME(6)",
    "Datetime": "DATETIME(6)",
}
"""The type of a Polars column -> the one that holds all its values."""

_EXACT = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
"""Texts that differ, differ in keys, too."""

_KEY_CHARACTERS = 768
"""Characters of four bytes that a key of InnoDB can hold (MySQL manual, 17.21: 3072 bytes)."""

_WIDEST = 255


def target(place: Place, relation: Relation | None, declared: bool, first: pl.DataFrame) -> Target:
    """By the first masked rows. `declared` says whether the types of the relation are those of MySQL."""
    fields, width = own_fields(relation, declared, first), _widths(relation)
    types = {
        name: fields[name].declared if name in fields else _native(dtype, width.get(name))
        for name, dtype in first.schema.items()
    }
    return Target(place, types, {name: field.back for name, field in fields.items()}, relation)


def created(table: Target, name: str) -> str:
    columns = ", ".join(
        f"{identifier(column)} {kind.replace('%', '%%')} {'NOT NULL' if column in table.not_null else 'NULL'}"
        for column, kind in table.types.items()
    )
    return f"CREATE TABLE {name} ({columns}) ENGINE=InnoDB DEFAULT {_EXACT}"


def filled(table: Target, name: str) -> str:
    values = ", ".join(table.casts.get(column, "{0}").format("%s") for column in table.types)
    return f"INSERT INTO {name} ({_listed(list(table.types))}) VALUES ({values})"


def kept(table: Target, name: str) -> Iterator[str]:
    """The keys of a table, and its indexes."""
    for names in table.unique:
        kind = "PRIMARY KEY" if table.is_primary(names) else "UNIQUE KEY"
        yield f"ALTER TABLE {name} ADD {kind} ({_listed(names)})"
    for column in (column for column in table.counted if any(names[0] == column for names in table.unique)):
        yield f"ALTER TABLE {name} MODIFY {identifier(column)} {table.types[column]} NOT NULL AUTO_INCREMENT"
    for column, default in table.defaults:
        yield f"ALTER TABLE {name} ALTER {identifier(column)} SET DEFAULT {default}"
    for index, names in table.indexes:
        yield f"ALTER TABLE {name} ADD KEY {identifier(index)} ({_listed(names)})"


def foreign_keys(table: Target, names: dict[Place, str], others: Sequence[Target]) -> Iterator[str]:
    """References to tables beside it; `names` is what tables are called for now."""
    for key, there, to in table.references(others):
        clause = f"FOREIGN KEY ({_listed(key.columns)}) REFERENCES {names[there.place]} ({_listed(to)}) {key.actions}"
        yield f"ALTER TABLE {names[table.place]} ADD {clause}"


def _widths(relation: Relation | None) -> dict[str, int]:
    """How wide a text may be at most that stands in a key or an index."""
    found: dict[str, int] = {}
    if relation is not None:
        keys = [*relation.constraints.unique, *(names for _, names in relation.indexes)]
        for names in (*keys, *(reference.columns for reference in relation.constraints.references)):
            for name in names:
                found[name] = min(found.get(name, _WIDEST), _KEY_CHARACTERS // len(names))
    return found


def _native(dtype: pl.DataType, width: int | None) -> str:
    found = native(dtype, _NATIVE, "")
    return found or f"{f'VARCHAR({width})' if width else 'LONGTEXT'} {_EXACT}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(identifier, names))
