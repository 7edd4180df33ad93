"""The statements that make a masked table: what the source declares, where it fits what the columns have become."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.model.table import Reference
from piiscan.sources.databases.keys import space
from piiscan.sources.databases.places import Place
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import Relation

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


@dataclass(frozen=True, slots=True)
class Target:
    """A table of the copy. `types` are the types of its columns, `casts` the SQL of their values, given as `{0}`.

    `relation` is None where the source declares nothing.
    """

    place: Place
    types: Mapping[str, str]
    casts: Mapping[str, str]
    relation: Relation | None

    @property
    def quoted(self) -> str:
        return ".".join(map(quoted, self.place))

    @property
    def direct(self) -> bool:
        """Whether rows can be loaded as they come."""
        return not self.casts

    def holds(self, names: Sequence[str]) -> bool:
        return bool(names) and all(name in self.types for name in names)


def target(place: Place, relation: Relation | None, declared: bool, first: pl.DataFrame) -> Target:
    """By the first masked rows. `declared` says whether the types of the relation are those of PostgreSQL."""
    types, casts = {}, {}
    fields = {field.name: field for field in relation.fields} if relation and declared else {}
    for column, dtype in first.schema.items():
        field = fields.get(column)
        types[column] = native = _native(dtype)
        if field is not None and field.dtype == dtype and field.back:
            types[column] = field.declared
            if field.declared != native:
                casts[column] = field.back
        elif native.startswith("numeric"):
            casts[column] = "{0}::numeric(20)"
    return Target(place, types, casts, relation)


def created(table: Target) -> str:
    columns = ", ".join(f"{quoted(name)} {kind}" for name, kind in table.types.items())
    return f"CREATE TABLE {table.quoted} ({columns})"


def moved(table: Target, staging: str) -> str:
    """The table, of rows as they came, and in their order: INSERT fills gaps in earlier pages, this does not."""
    values = (f"{table.casts.get(name, '{0}').format(quoted(name))} AS {quoted(name)}" for name in table.types)
    return f"CREATE TABLE {table.quoted} AS SELECT {', '.join(values)} FROM {staging}"


def kept(table: Target) -> Iterator[str]:
    """What the rows of the table are held to by itself, and its indexes."""
    if (found := table.relation) is None:
        return
    for name in found.constraints.not_null.intersection(table.types):
        yield f"ALTER TABLE {table.quoted} ALTER COLUMN {quoted(name)} SET NOT NULL"
    for names in found.constraints.unique:
        if table.holds(names):
            kind = "PRIMARY KEY" if names == found.primary else "UNIQUE"
            yield f"ALTER TABLE {table.quoted} ADD {kind} ({_listed(names)})"
    for index, names in found.indexes:
        if table.holds(names):
            yield f"CREATE INDEX {quoted(index)} ON {table.quoted} ({_listed(names)})"


def foreign_keys(table: Target, others: Sequence[Target]) -> Iterator[str]:
    """References to tables beside it, where all columns are kept on both sides."""
    for key in table.relation.constraints.references if table.relation else ():
        there = next((other for other in others if _is_meant(other, key, table)), None)
        if there is None or there.relation is None or not table.holds(key.columns):
            continue
        to = key.to or there.relation.primary
        if there.holds(to) and to in there.relation.constraints.unique:
            yield (
                f"ALTER TABLE {table.quoted} ADD FOREIGN KEY ({_listed(key.columns)})"
                f" REFERENCES {there.quoted} ({_listed(to)})"
            )


def _is_meant(other: Target, key: Reference, table: Target) -> bool:
    same = other.place.schema == table.place.schema
    return other.place.name == key.table and (same if key.space is None else space(other.place.schema) == key.space)


def _native(dtype: pl.DataType) -> str:
    if isinstance(dtype, pl.Datetime):
        return "timestamp with time zone" if dtype.time_zone else "timestamp without time zone"
    return _NATIVE.get(re.sub(r"\(.*", "", str(dtype)), "text")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))
