"""What a catalogue says of a table: its columns, and what must hold of their values."""

from __future__ import annotations

from dataclasses import dataclass

from piiscan.model.table import Column, Constraints


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what its column of a batch is called and typed, how its database declares it, and the SQL of its value.

    `generated` is one that the database computes.
    """

    column: Column
    declared: str
    value: str
    generated: bool = False

    @property
    def name(self) -> str:
        return self.column.name


@dataclass(frozen=True, slots=True)
class Relation:
    """A table, or what can be read as one; `primary` are the columns of its primary key.

    `indexes` are those that are not unique: their names, and columns.
    """

    name: str
    fields: tuple[Field, ...]
    constraints: Constraints
    primary: tuple[str, ...] = ()
    indexes: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(field.column for field in self.fields)
