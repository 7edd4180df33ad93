"""Masked views: what each role sees of each table, by its highest tier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CLEAR, LEFT_OUT = "in clear", "left out"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a role sees of a column, and why; `sql` is its expression, None where the view has no such column.

    `becomes` is CLEAR, LEFT_OUT, or the operator with what it makes of the column.
    """

    column: str
    becomes: str
    why: str
    sql: str | None


@dataclass(frozen=True, slots=True)
class BaseTable:
    """A table that views stand on; `refused` says why none does, `where` are conditions on its rows."""

    key: str
    schema: str
    name: str
    where: tuple[str, ...] = ()
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class MaskedView:
    """A view of one table for one role. Without a column in it, it is not made."""

    base: BaseTable
    name: str
    columns: tuple[Seen, ...]

    @property
    def kept(self) -> tuple[Seen, ...]:
        return tuple(seen for seen in self.columns if seen.sql is not None)


@dataclass(frozen=True, slots=True)
class RoleViews:
    """The views of a role that sees what its highest tier allows, in a schema of their own."""

    role: str
    tier: int
    schema: str
    views: tuple[MaskedView, ...]


@dataclass(frozen=True, slots=True)
class MaskedViews:
    """Of one database. `format` is that of its tables; `about` says which policy and plan they follow."""

    format: str
    about: Mapping[str, str]
    tables: tuple[BaseTable, ...]
    roles: tuple[RoleViews, ...]
