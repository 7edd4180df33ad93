"""Where the copy of a table stands in a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from piiscan.errors import DestinationRefused, UsageError
from piiscan.model.table import Table, innermost
from piiscan.sources.databases.keys import key_of
from piiscan.sources.databases.relations import Relation, RelationTable
from piiscan.sources.databases.urls import Location

_DEFAULT = {"postgresql": "public", "postgres": "public", "duckdb": "main", "sqlite": "main"}
"""The schema for what has none, by dialect."""


class Place(NamedTuple):
    """`schema` is a database in MySQL."""

    schema: str
    name: str

    def __str__(self) -> str:
        return key_of(self.schema, self.name)


def place_of(table: Table, location: Location) -> Place:
    """The schema of the URL, that of the source, or the one for what has none. Raises UsageError without any."""
    schema = location.space or _own(table) or _DEFAULT.get(location.dialect)
    if schema is None:
        raise UsageError(f"{location.shown}: name a database in the URL: {location.dialect}://USER@HOST/DATABASE")
    return Place(schema, table.name)


def key_in(table: Table, location: Location) -> str:
    """The key of the copy; that of a file begins with the file's."""
    place = place_of(table, location)
    if location.dialect in ("duckdb", "sqlite"):
        return f"{location.database}!{key_of(None if place.schema == 'main' else place.schema, place.name)}"
    return key_of(None if location.space else place.schema, place.name)


def refuse_taken(places: Iterable[Place], taken: Iterable[Place], shown: str) -> None:
    """Raises DestinationRefused where a table is there, or two would have one place."""
    found = set(taken)
    for place in places:
        if place in found:
            raise DestinationRefused(f"{shown}: table {place} exists: name another schema or database")
        found.add(place)


def referred_first(tables: Sequence[Table]) -> list[Table]:
    """The tables in an order in which those come first that others refer to, as far as there is one."""
    left, ordered = list(tables), list[Table]()
    while left:
        free = [table for table in left if not any(_refers(table, other) for other in left if other is not table)]
        ordered += free or left
        left = [table for table in left if free and not any(table is other for other in free)]
    return ordered


def _refers(table: Table, other: Table) -> bool:
    relation = relation_of(table)
    named = {reference.table for reference in relation.constraints.references} if relation else set()
    return other.name in named


def relation_of(table: Table) -> Relation | None:
    """What the source declares; None where it declares nothing."""
    inner = innermost(table)
    return inner.relation if isinstance(inner, RelationTable) else None


def _own(table: Table) -> str | None:
    """None where it is the one for what has none."""
    inner = innermost(table)
    schema = getattr(inner, "schema", None) if isinstance(inner, RelationTable) else None
    return None if schema == _DEFAULT.get(inner.format) else schema
