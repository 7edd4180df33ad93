"""Masked tables into MySQL and MariaDB: staged in a database of their own, then renamed into their places.

MySQL has no transactions over tables that are made (manual, 15.3.3): one RENAME TABLE gives all of them their names.
Columns that were generated are plain ones. Views, triggers, checks, partitions and defaults that may hold a value are
not made.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from typing import Any

import polars as pl

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.table import Container, Table
from piiscan.sources.databases.alchemy import StagedTables, mysql
from piiscan.sources.databases.alchemy.connecting import Session, engine_of, said_plainly
from piiscan.sources.databases.alchemy.declaring import created, filled, foreign_keys, kept, target
from piiscan.sources.databases.alchemy.mysql import identifier
from piiscan.sources.databases.lacking import lacking
from piiscan.sources.databases.loading import Frames
from piiscan.sources.databases.places import Place, place_of, refuse_taken, relation_of
from piiscan.sources.databases.target import Target
from piiscan.sources.databases.urls import Location
from piiscan.sources.formats.embedded import UnfoldedContainer
from piiscan.sources.formats.sinking import without_categories
from piiscan.sources.options import ReadOptions

_EXACT = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
_SAID = {
    1062: "masked rows break a unique key: give its columns pseudonyms",
    1048: "masked rows leave a column empty that must be filled",
    1452: "a foreign key does not hold in the copy: mask both sides alike",
    1406: "a masked value is too long for its column: give it an operator that keeps the format",
    1264: "a masked value is out of the range of its column: give it an operator that keeps the format",
    1050: "a table of this name came to be there meanwhile",
    1044: "the user may not make it: GRANT ALL on the database, and on `piiscan\\_%`, where copies are staged",
    1142: "the user may not write there: GRANT ALL on the database",
    1103: "the server takes no such name",
    1114: "the disk of the server is full",
}
"""Error numbers (MySQL manual, Error Reference)."""


class MysqlLoading:
    """A database of a random name, which `close` drops; should even that fail, it says so."""

    def __init__(self, location: Location) -> None:
        self._location = location
        self._space = f"piiscan_{secrets.token_hex(8)}"
        self._places: dict[str, Place] = {}
        self._made: dict[str, Target] = {}
        self._names: dict[Place, str] = {}
        self._reading: Session | None = None
        self.rows = 0
        try:
            self._connection = _connected(location)
        except SourceUnreadable as failed:
            raise OutputFailed(str(failed)) from None
        self._do(f"CREATE DATABASE {identifier(self._space)} {_EXACT}")

    def close(self) -> None:
        self._read()
        dropped = f"DROP DATABASE IF EXISTS {identifier(self._space)}"
        try:
            try:
                self._do(dropped)
            except OutputFailed:  # the connection may be lost
                self._connection = _connected(self._location)
                self._do(dropped)
        except (OutputFailed, SourceUnreadable):
            said = f"{self._location.shown}: database {self._space} may be left, with masked rows in it: drop it"
            raise OutputFailed(said) from None
        finally:
            self._connection.close()

    def take(self, tables: Sequence[Table]) -> None:
        self._places = {table.key: place_of(table, self._location) for table in tables}
        self._names = {place: f"{identifier(self._space)}.t{i}" for i, place in enumerate(self._places.values())}
        found = self._do("SELECT table_schema, table_name FROM information_schema.tables")
        refuse_taken(self._places.values(), (Place(*named) for named in found), self._location.shown)

    def fill(self, table: Table, frames: Frames) -> None:
        first = next(frames)
        made = target(self._places[table.key], relation_of(table), table.format == "mysql", first)
        name = self._names[made.place]
        self._do(created(made, name), table.source)
        for frame in map(_plain, chain([first], frames)):
            self.rows += len(frame)
            if len(frame):
                self._do(filled(made, name), table.source, frame.rows())
        self._made[table.key] = made

    def finish(self) -> None:
        made = list(self._made.values())
        for table in made:
            for statement in kept(table, self._names[table.place]):
                self._do(statement, str(table.place))
        for table in made:
            for statement in foreign_keys(table, self._names, made):
                self._do(statement, str(table.place))

    def lacking(self, table: Table) -> list[str]:
        made = list(self._made.values())
        return lacking(self._made[table.key], made, numbers=True, defaults=True, defined=False)

    def staged(self) -> Container:
        self._reading = Session(replace(self._location, database=self._space, schema=None))
        tables = {name.rpartition(".")[2]: place for place, name in self._names.items()}
        return UnfoldedContainer(StagedTables(self._location, ReadOptions(), self._reading, tables))

    def publish(self) -> None:
        self._read()
        schemas = {place.schema for place in self._names}
        there = {name for (name,) in self._do("SELECT schema_name FROM information_schema.schemata")}
        for schema in sorted(schemas - there):
            self._do(f"CREATE DATABASE {identifier(schema)} {_EXACT}")
        try:
            named = (f"{name} TO {'.'.join(map(identifier, place))}" for place, name in self._names.items())
            self._do(f"RENAME TABLE {', '.join(named)}")
        except BaseException:
            for schema in sorted(schemas - there):
                self._drop_empty(schema)
            raise

    def _read(self) -> None:
        """Who has read a table in a transaction holds a lock on its name."""
        if self._reading is not None:
            self._reading.close()

    def _drop_empty(self, schema: str) -> None:
        taken = self._do(f"SELECT 1 FROM information_schema.tables WHERE table_schema = {mysql.literal(schema)}")
        if not taken:
            self._do(f"DROP DATABASE {identifier(schema)}")

    def _do(self, sql: str, source: str = "", rows: list[tuple[Any, ...]] | None = None) -> list[Any]:
        with _written(source or self._location.shown):
            done = self._connection.exec_driver_sql(sql, rows)
            return list(done) if done.returns_rows else []


def _connected(location: Location) -> Any:
    """In no database, as that of the URL may not be there yet. Raises SourceUnreadable."""
    with said_plainly(location.shown):
        engine = engine_of(replace(location, database=""))
        connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        for statement in mysql.writing(connection, location):
            connection.exec_driver_sql(statement)
        return connection


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """What the driver can say: moments in UTC, no lists of categories."""
    zoned = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.Datetime) and dtype.time_zone]
    moments = (pl.col(name).dt.convert_time_zone("UTC").dt.replace_time_zone(None) for name in zoned)
    return without_categories(frame).with_columns(moments)


@contextmanager
def _written(source: str) -> Iterator[None]:
    """Whatever the driver raises becomes OutputFailed without its message, which may hold a value."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OSError) as failed:
        number = mysql.number_of(failed)
        raise OutputFailed(f"{source}: {_SAID.get(number, f'its copy was not accepted (error {number})')}") from None
