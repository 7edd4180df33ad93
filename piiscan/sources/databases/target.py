"""A table of a copy: the types of its columns, and which of the source's keys it can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from piiscan.sources.databases.places import Place
from piiscan.sources.databases.relations import Field, Relation


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

    def is_primary(self, names: Sequence[str]) -> bool:
        return self.relation is not None and tuple(names) == self.relation.primary

    def references(self, others: Sequence[Target]) -> Iterator[tuple[tuple[str, ...], Target, tuple[str, ...]]]:
        """Columns that refer to a table beside it, and to which of its columns, where both sides are kept."""
        for key in self.relation.constraints.references if self.relation else ():
            there = next((o for o in others if o.place == (self.place.schema, key.table)), None)
            if there is None or there.relation is None or not self.holds(key.columns):
                continue
            to = key.to or there.relation.primary
            if to in there.unique:
                yield key.columns, there, to


def own_fields(relation: Relation | None, typed: frozenset[str], first: pl.DataFrame) -> dict[str, Field]:
    """The columns that can have the types of the source: `typed` ones, which still hold values of those."""
    fields = relation.fields if relation else ()
    own = (f for f in fields if f.back and f.name in typed.intersection(first.columns))
    return {field.name: field for field in own if first.schema[field.name] == field.dtype}


def native(dtype: pl.DataType, types: Mapping[str, str], otherwise: str) -> str:
    """The type of an engine for a Polars type; `types` by its name without parameters."""
    return types.get(str(dtype).partition("(")[0], otherwise)
