"""Masked tables into PostgreSQL: in one transaction, so that others see all of the copy or nothing of it.

Tables, types, keys, unique and foreign keys and indexes are as in the source, as far as their columns are kept.
Views, triggers, checks, defaults, sequences, generated columns and partitions are not made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from typing import Any

import polars as pl

from piiscan.errors import DestinationRefused, OutputFailed, SourceUnreadable
from piiscan.model.table import Table, innermost
from piiscan.sources.databases.postgresql.connecting import connection
from piiscan.sources.databases.postgresql.declaring import Target, created, foreign_keys, kept, moved, target
from piiscan.sources.databases.quoting import literal, quoted
from piiscan.sources.databases.server import ServerTable
from piiscan.sources.databases.sqlite.reading import SqliteTable
from piiscan.sources.databases.urls import Location
from piiscan.sources.formats.sinking import without_categories

Frames = Iterator[pl.DataFrame]
_STAGING = "piiscan_rows"
_PUBLIC = "public"
_SAID = {
    "23505": "masked rows break a unique key: give its columns pseudonyms",
    "23502": "masked rows leave a column empty that must be filled",
    "23503": "a foreign key does not hold in the copy: mask both sides alike",
    "22001": "a masked value is too long for its column: give it an operator that keeps the format",
    "42501": "the role may not write there: GRANT CREATE ON DATABASE, or on the schema",
    "42P07": "a table of this name came to be there meanwhile",
    "53100": "the disk of the server is full",
}
"""By SQLSTATE (manual, appendix A)."""


def load(
    location: Location, tables: Sequence[tuple[Table, Callable[[], Frames]]], before: Callable[[int], object]
) -> int:
    """Masked frames of each table into tables that do not exist yet; their rows, which `before` is told first.

    Raises DestinationRefused where one does, OutputFailed; nothing is left in the database then.
    """
    into = Loading(location)
    with closing(into):
        places = [into.place(table) for table, _ in tables]
        into.refuse_taken(places)
        made = [into.fill(table, place, frames()) for (table, frames), place in zip(tables, places, strict=True)]
        into.finish(made, before)
        return into.rows


class Loading:
    """One transaction. `close` undoes all that was not finished."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self.rows = 0
        try:
            self._connection = connection(location, reading=False)
        except SourceUnreadable as failed:
            raise OutputFailed(str(failed)) from None

    def close(self) -> None:
        self._connection.close()

    def place(self, table: Table) -> tuple[str, str]:
        """Schema and name of the copy: the schema of the URL, of the source, or `public`."""
        inner = innermost(table)
        own = inner.schema if isinstance(inner, ServerTable) else None
        return self._location.schema or own or _PUBLIC, table.name

    def refuse_taken(self, places: Sequence[tuple[str, str]]) -> None:
        """Raises DestinationRefused where a table is there, or two would be the same."""
        for i, (schema, name) in enumerate(places):
            space = f"to_regnamespace({literal(quoted(schema))})"
            found = f"SELECT FROM pg_class WHERE relname = {literal(name)} AND relnamespace = {space}"
            if (schema, name) in places[:i] or self._rows(f"SELECT EXISTS ({found})", self._location.shown)[0][0]:
                shown = f"{schema}.{name}"
                raise DestinationRefused(
                    f"{self._location.shown}: table {shown} exists: name another schema or database"
                )
        for schema in dict.fromkeys(schema for schema, _ in places):
            self._rows(f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}", self._location.shown)

    def fill(self, table: Table, place: tuple[str, str], frames: Frames) -> Target:
        first = next(frames)
        inner = innermost(table)
        relation = inner.relation if isinstance(inner, ServerTable | SqliteTable) else None
        made = target(*place, relation, inner.format == "postgresql", first)
        self._rows(created(made), table.source)
        if made.direct:
            self._ingest(chain([first], frames), {"db_schema_name": made.schema}, made.name, table.source)
        else:
            self._ingest(chain([first], frames), {"temporary": True}, _STAGING, table.source)
            self._rows(moved(made, f"pg_temp.{_STAGING}"), table.source)
            self._rows(f"DROP TABLE pg_temp.{_STAGING}", table.source)
        return made

    def finish(self, made: Sequence[Target], before: Callable[[int], object]) -> None:
        for table in made:
            for statement in kept(table):
                self._rows(statement, table.name)
        for table in made:
            for statement in foreign_keys(table, made):
                self._rows(statement, table.name)
        before(self.rows)
        with _written(self._location.shown):
            self._connection.commit()

    def _ingest(self, frames: Frames, place: dict[str, Any], name: str, source: str) -> None:
        mode = "create" if "temporary" in place else "append"
        for frame in map(without_categories, frames):
            self.rows += len(frame)
            with _written(source), self._connection.cursor() as cursor:
                cursor.adbc_ingest(name, frame.to_arrow(compat_level=pl.CompatLevel.oldest()), mode=mode, **place)
            mode = "append"

    def _rows(self, sql: str, source: str) -> list[tuple[Any, ...]]:
        with _written(source), self._connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def _written(source: str) -> Iterator[None]:
    """Whatever the driver raises becomes OutputFailed without its message, which may hold a value."""
    import adbc_driver_manager

    try:
        yield
    except adbc_driver_manager.Error as failed:
        state = failed.sqlstate or ""
        raise OutputFailed(f"{source}: {_SAID.get(state, f'its copy was not accepted (SQLSTATE {state})')}") from None
