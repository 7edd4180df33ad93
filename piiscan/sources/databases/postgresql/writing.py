"""Masked tables into PostgreSQL: in one transaction, so that others see all of the copy or nothing of it.

Columns that were numbered are identity columns; those that were generated are plain ones. Views, triggers, checks,
partitions and defaults that may hold a value are not made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

import polars as pl

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.table import Container, Table
from piiscan.sources.databases.lacking import lacking
from piiscan.sources.databases.loading import Frames
from piiscan.sources.databases.places import Place, place_of, refuse_taken, relation_of
from piiscan.sources.databases.postgresql import StagedTables
from piiscan.sources.databases.postgresql.connecting import Transaction, connection
from piiscan.sources.databases.postgresql.declaring import created, enums, foreign_keys, kept, moved, target
from piiscan.sources.databases.quoting import literal, quoted
from piiscan.sources.databases.target import Target
from piiscan.sources.databases.urls import Location
from piiscan.sources.formats.embedded import UnfoldedContainer
from piiscan.sources.formats.sinking import without_categories
from piiscan.sources.options import ReadOptions

_STAGING = "piiscan_rows"
_SAID = {
    "23505": "masked rows break a unique key: give its columns pseudonyms",
    "23502": "masked rows leave a column empty that must be filled",
    "23503": "a foreign key does not hold in the copy: mask both sides alike",
    "22001": "a masked value is too long for its column: give it an operator that keeps the format",
    "42501": "the role may not write there: GRANT CREATE ON DATABASE, or on the schema",
    "42710": "a type of this name is there already: name another schema",
    "42P07": "a table of this name came to be there meanwhile",
    "53100": "the disk of the server is full",
}
"""By SQLSTATE (manual, appendix A)."""


class PostgresLoading:
    """One transaction, which nobody else sees, and which the server itself undoes where it is lost."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._places: dict[str, Place] = {}
        self._made: dict[str, Target] = {}
        self._enums: set[str] = set()
        self.rows = 0
        try:
            self._connection = connection(location, reading=False)
        except SourceUnreadable as failed:
            raise OutputFailed(str(failed)) from None

    def close(self) -> None:
        self._connection.close()

    def take(self, tables: Sequence[Table]) -> None:
        self._places = {table.key: place_of(table, self._location) for table in tables}
        schemas = list(dict.fromkeys(place.schema for place in self._places.values()))
        within = ", ".join(map(literal, schemas)) or "NULL"
        found = self._do(
            "SELECT n.nspname::text, c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            f" WHERE n.nspname IN ({within})"
        )
        refuse_taken(self._places.values(), (Place(*named) for named in found), self._location.shown)
        for schema in schemas:
            self._do(f"CREATE SCHEMA IF NOT EXISTS {quoted(schema)}")

    def fill(self, table: Table, frames: Frames) -> None:
        first = next(frames)
        made = target(self._places[table.key], relation_of(table), table.format == "postgresql", first)
        for name, statement in enums(made):
            if name not in self._enums:
                self._do(statement, table.source)
                self._enums.add(name)
        if not made.casts:
            self._do(created(made), table.source)
            self._ingest(chain([first], frames), {"db_schema_name": made.place.schema}, made.place.name, table.source)
        else:
            self._ingest(chain([first], frames), {"temporary": True}, _STAGING, table.source)
            self._do(moved(made, f"pg_temp.{_STAGING}"), table.source)
            self._do(f"DROP TABLE pg_temp.{_STAGING}", table.source)
        self._made[table.key] = made

    def finish(self) -> None:
        made = list(self._made.values())
        taken = set(self._places.values())
        for table in made:
            for statement in kept(table, taken):
                self._do(statement, str(table.place))
        for table in made:
            for statement in foreign_keys(table, made):
                self._do(statement, str(table.place))

    def lacking(self, table: Table) -> list[str]:
        made = list(self._made.values())
        return lacking(self._made[table.key], made, numbers=True, defaults=True, defined=True)

    def staged(self) -> Container:
        within = Transaction(self._location, self._connection)
        return UnfoldedContainer(StagedTables(self._location, ReadOptions(), within, frozenset(self._places.values())))

    def publish(self) -> None:
        with _written(self._location.shown):
            self._connection.commit()

    def _ingest(self, frames: Frames, place: dict[str, Any], name: str, source: str) -> None:
        mode = "create" if "temporary" in place else "append"
        for frame in map(without_categories, frames):
            self.rows += len(frame)
            with _written(source), self._connection.cursor() as cursor:
                cursor.adbc_ingest(name, frame.to_arrow(compat_level=pl.CompatLevel.oldest()), mode=mode, **place)
            mode = "append"

    def _do(self, sql: str, source: str = "") -> list[tuple[Any, ...]]:
        with _written(source or self._location.shown), self._connection.cursor() as cursor:
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
