"""Where the copy of a table stands in a database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from piiscan.errors import DestinationRefused, UsageError
from piiscan.model.table import Table, innermost
from piiscan.sources.databases.keys import key_of
from piiscan.sources.databases.relations import Relation, RelationTable
from piiscan.sources.databases.urls import Location

_DEFAULT = {"postgresql": "public", "postgres": "public"}
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
    """The key of the copy."""
    place = place_of(table, location)
    return key_of(None if location.space else place.schema, place.name)


def refuse_taken(places: Iterable[Place], taken: Iterable[Place], shown: str) -> None:
    """Raises DestinationRefused where a table is there, or two would have one place."""
    found = set(taken)
    for place in places:
        if place in found:
            raise DestinationRefused(f"{shown}: table {place} exists: name another schema or database")
        found.add(place)


def relation_of(table: Table) -> Relation | None:
    """What the source declares; None where it declares nothing."""
    inner = innermost(table)
    return inner.relation if isinstance(inner, RelationTable) else None


def _own(table: Table) -> str | None:
    inner = innermost(table)
    return getattr(inner, "schema", None) if isinstance(inner, RelationTable) else None
