"""A table of a copy: the types of its columns, and which of the source's keys it can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.model.table import Reference
from piiscan.sources.databases.keys import space
from piiscan.sources.databases.places import Place
from piiscan.sources.databases.relations import Defined, Field, Relation


@dataclass(frozen=True, slots=True)
class Target:
    """`types` are the types of its columns, `casts` the SQL of those values that are not as they come, given as `{0}`.

    `relation` is None where the source declares nothing.
    """

    place: Place
    types: Mapping[str, str]
    casts: Mapping[str, str]
    relation: Relation | None

    def holds(self, names: Sequence[str]) -> bool:
        """Whether the copy has all these columns."""
        return bool(names) and all(name in self.types for name in names)

    @property
    def not_null(self) -> frozenset[str]:
        return self.relation.constraints.not_null.intersection(self.types) if self.relation else frozenset()

    @property
    def unique(self) -> list[tuple[str, ...]]:
        return [names for names in self.relation.constraints.unique if self.holds(names)] if self.relation else []

    @property
    def indexes(self) -> list[tuple[str, tuple[str, ...]]]:
        return [index for index in self.relation.indexes if self.holds(index[1])] if self.relation else []

    @property
    def defined(self) -> list[Defined]:
        """Indexes by definition, all of whose columns are as they were."""
        own = {field.name for field in self._unchanged if self.types[field.name] == field.declared}
        found = self.relation.defined if self.relation else ()
        return [index for index in found if index.sql and index.columns and own.issuperset(index.columns)]

    @property
    def counted(self) -> list[str]:
        """Columns of whole numbers that the database goes on counting up: they have come out as numbers."""
        return [field.name for field in self._unchanged if field.counted and field.dtype.is_integer()]

    @property
    def defaults(self) -> list[tuple[str, str]]:
        """Columns in the types of the source, and what they are where nothing is said."""
        own = (field for field in self._unchanged if field.default and self.types[field.name] == field.declared)
        return [(field.name, field.default) for field in own]

    @property
    def _unchanged(self) -> list[Field]:
        fields = self.relation.fields if self.relation else ()
        return [field for field in fields if field.back and field.name in self.types]

    def is_primary(self, names: Sequence[str]) -> bool:
        return self.relation is not None and tuple(names) == self.relation.primary

    def references(self, others: Sequence[Target]) -> Iterator[tuple[Reference, Target, tuple[str, ...]]]:
        """References to a table beside it, and to which of its columns, where both sides are kept."""
        for key in self.relation.constraints.references if self.relation else ():
            there = next((other for other in others if self._refers(key, other.place)), None)
            if there is None or there.relation is None or not self.holds(key.columns):
                continue
            to = key.to or there.relation.primary
            if to in there.unique:
                yield key, there, to

    def _refers(self, key: Reference, place: Place) -> bool:
        same = place.schema == self.place.schema if key.space is None else space(place.schema) == key.space
        return same and place.name == key.table


def own_fields(relation: Relation | None, declared: bool, first: pl.DataFrame) -> dict[str, Field]:
    """The columns that came out as they are, and can have the types of the source, if those are `declared` for it."""
    fields = relation.fields if relation and declared else ()
    return {f.name: f for f in fields if f.back and f.name in first.columns and first.schema[f.name] == f.dtype}


def native(dtype: pl.DataType, types: Mapping[str, str], otherwise: str) -> str:
    """The type of an engine for a Polars type; `types` by its name without parameters."""
    return types.get(str(dtype).partition("(")[0], otherwise)
