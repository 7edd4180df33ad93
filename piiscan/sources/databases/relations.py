"""What a catalogue says of a table: its columns, and what must hold of their values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from piiscan.model.table import Column, Constraints


@dataclass(frozen=True, slots=True)
class Field:
    """A column: what its column of a batch is called and typed, how its database declares it, and the SQL of its value.

    `back` is the SQL that makes its own type of that value again, given as `{0}`; empty where nothing does. `counted`
    columns are numbered by the database; `default` is the SQL of one that says nothing about anybody; `labels` are the
    values of an enum type that has a name of its own.
    """

    column: Column
    declared: str
    value: str
    dtype: pl.DataType
    back: str = ""
    counted: bool = False
    default: str = ""
    labels: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def holds_texts(self) -> bool:
        """Whether texts within a value may become any others: in JSON, and in arrays of texts."""
        return self.declared.lower().startswith(("json", "text", "character varying", "varchar["))


class Defined(NamedTuple):
    """An index that is more than columns: over some rows, over an expression, or of another kind than a tree.

    `columns` are those that it touches; `sql` is what stands behind its table, empty where no copy may have it.
    """

    name: str
    columns: tuple[str, ...]
    unique: bool = False
    sql: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A table, or what can be read as one; `primary` are the columns of its primary key.

    `indexes` are those that are not unique: their names, and columns; `lost` is what no copy has of it.
    """

    name: str
    fields: tuple[Field, ...]
    constraints: Constraints
    primary: tuple[str, ...] = ()
    indexes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    lost: tuple[str, ...] = ()
    defined: tuple[Defined, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(field.column for field in self.fields)

    @property
    def identity(self) -> tuple[str, ...]:
        """The columns of a key that every row has one of; none where there is no such key."""
        keys = (names for names in self.constraints.unique if self.constraints.not_null.issuperset(names))
        return next(keys, ())

    @property
    def empty(self) -> pl.DataFrame:
        """A batch without rows."""
        return pl.DataFrame(schema={field.name: field.dtype for field in self.fields})

    def framed(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A batch whose columns come in the order of the fields, under their names and in their types."""
        named = frame.rename(dict(zip(frame.columns, [field.name for field in self.fields], strict=True)))
        return named.cast({field.name: field.dtype for field in self.fields})


@dataclass(frozen=True, slots=True)
class RelationTable:
    """What every table of a database says of itself (model.table.Table, but for its batches)."""

    source: str
    key: str
    name: str
    format: str
    relation: Relation

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.relation.columns

    @property
    def constraints(self) -> Constraints:
        return self.relation.constraints


def counts(**numbers: int) -> list[str]:
    """How many there are of each kind, of which there are any: the words in their plural, `_` for blanks."""
    plural = {kind.replace("_", " "): number for kind, number in numbers.items() if number}
    return [f"{number:,} {kind if number > 1 else _one(kind)}" for kind, number in plural.items()]


def _one(kind: str) -> str:
    return f"{kind[:-3]}y" if kind.endswith("ies") else kind[:-1]
