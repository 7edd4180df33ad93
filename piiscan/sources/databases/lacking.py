"""What the copy of a table has not, though its source declares it: to be told, as nothing of it is seen in rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.target import Target


def lacking(table: Target, others: Sequence[Target], *, numbers: bool, defaults: bool, defined: bool) -> list[str]:
    """By name. The flags say what the engine of the copy is made to have: numbering, defaults, defined indexes."""
    if (relation := table.relation) is None:
        return []
    return [
        *_of_columns(table, relation, numbers, defaults),
        *_keys(table, relation, others),
        *_indexes(table, relation, defined),
    ]


def _of_columns(table: Target, relation: Relation, numbers: bool, defaults: bool) -> Iterator[str]:
    numbered = table.counted if numbers else []
    filled = [name for name, _ in table.defaults] if defaults else []
    for field in relation.fields:
        if field.name in table.types and field.counted and field.name not in numbered:
            yield f"the numbering of column {field.name}"
        if field.name in table.types and field.default and field.name not in filled:
            yield f"the default of column {field.name}"


def _keys(table: Target, relation: Relation, others: Sequence[Target]) -> Iterator[str]:
    for names in relation.constraints.unique:
        if names not in table.unique:
            yield f"the key over {', '.join(names)}"
    made = [key for key, _, _ in table.references(others)]
    for key in relation.constraints.references:
        if key not in made:
            yield f"the reference of {', '.join(key.columns)} to {key.table}"


def _indexes(table: Target, relation: Relation, defined: bool) -> Iterator[str]:
    for index in relation.indexes:
        if index not in table.indexes:
            yield f"index {index[0]}"
    made = table.defined if defined else []
    for found in relation.defined:
        if found not in made:
            yield f"index {found.name}"
