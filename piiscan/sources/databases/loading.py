"""Masked tables on their way into a database: staged where nobody looks for them, then in their places all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import polars as pl

from piiscan.errors import UsageError
from piiscan.model.table import Container, Table
from piiscan.sources.databases.urls import Location

Frames = Iterator[pl.DataFrame]


class Loading(Protocol):
    """One copy: `take`, `fill` for each table, those first that others refer to, and `finish`; `close` ends it.

    What was not published is undone then. Types, keys, unique and foreign keys and indexes are as in the source, as
    far as their columns are kept. All methods raise OutputFailed, without what a driver says: it may hold values.
    """

    rows: int

    def take(self, tables: Sequence[Table]) -> None:
        """Choose a place for each. Raises DestinationRefused where a table is there, or two would have one."""
        ...

    def fill(self, table: Table, frames: Frames) -> None:
        """Stage a table: masked frames of it, one at least."""
        ...

    def finish(self) -> None:
        """Hold the tables to their keys."""
        ...

    def lacking(self, table: Table) -> list[str]:
        """What the copy of a table that was filled has not, though the source declares it."""
        ...

    def close(self) -> None: ...


class StagedLoading(Loading, Protocol):
    """One into a database that others use."""

    def staged(self) -> Container:
        """The copy, as it can be read before others see it."""
        ...

    def publish(self) -> None:
        """Let others see all of it."""
        ...


def open_loading(location: Location) -> StagedLoading:
    """Raises OutputFailed where there is no connection, UsageError for a server that copies are not written to."""
    if location.dialect in ("postgresql", "postgres"):
        from piiscan.sources.databases.postgresql.writing import PostgresLoading

        return PostgresLoading(location)
    if location.is_mysql:
        from piiscan.sources.databases.alchemy.writing import MysqlLoading

        return MysqlLoading(location)
    raise UsageError("masked copies are loaded into PostgreSQL and MySQL only: write files, and load them")
