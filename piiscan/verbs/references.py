"""Foreign keys between the tables of a source, as their databases declare them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from piiscan.model.table import Constrained, Constraints, Reference, Table, innermost
from piiscan.sources.databases.keys import space_of


@dataclass(frozen=True, slots=True)
class Link:
    """`columns` of the child hold values of the columns `to` of the parent, which may be the child itself."""

    child: Table
    columns: tuple[str, ...]
    parent: Table
    to: tuple[str, ...]


def links(tables: Sequence[Table]) -> Iterator[Link]:
    """In the order of the tables; references to tables that are not among them are left out."""
    for child in tables:
        constraints = constraints_of(child)
        for reference in constraints.references if constraints else ():
            parent = next((table for table in tables if _is_meant(table, reference, child)), None)
            to = reference.to if parent is None else reference.to or _key(parent)
            if parent is not None and to:
                yield Link(child, reference.columns, parent, to)


def constraints_of(table: Table) -> Constraints | None:
    inner = innermost(table)
    return inner.constraints if isinstance(inner, Constrained) else None


def _is_meant(table: Table, reference: Reference, child: Table) -> bool:
    """Whether a table is the one that a table beside it refers to."""
    here = space_of(child.key, child.name) if reference.space is None else reference.space
    return table.name == reference.table and space_of(table.key, table.name) == here


def _key(table: Table) -> tuple[str, ...]:
    """The primary key: it stands first."""
    constraints = constraints_of(table)
    return constraints.unique[0] if constraints and constraints.unique else ()
