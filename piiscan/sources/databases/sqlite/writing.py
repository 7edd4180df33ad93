"""A masked SQLite database: a new file, made of masked rows alone, so that no page of it ever held another value.

Tables, types, keys, unique and foreign keys and indexes are as in the source, as far as their columns are kept.
Views, triggers, checks, defaults and generated columns are not made: their texts may hold values.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import polars as pl

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Table
from piiscan.sources.atomic import write_all
from piiscan.sources.databases.lacking import lacking
from piiscan.sources.databases.loading import Frames
from piiscan.sources.databases.places import Place, place_of, refuse_taken, relation_of
from piiscan.sources.databases.quoting import literal
from piiscan.sources.databases.sqlite.connecting import rows
from piiscan.sources.databases.sqlite.declaring import Copied, called, copied, created, foreign_keys, indexes
from piiscan.sources.databases.sqlite.values import stored
from piiscan.sources.databases.urls import in_file
from piiscan.sources.spool import blocks
from piiscan.transient import own_folder

_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "secure_delete = ON")


_REFUSED = "its copy was not accepted: is a name of it reserved, or the disk full?"
_BROKEN = "masked rows break a key or a NOT NULL: give its columns pseudonyms"


class SqliteLoading:
    """A file at `path`, which is not there yet; whoever names it to others moves it when it is closed."""

    def __init__(self, path: Path) -> None:
        from adbc_driver_sqlite import dbapi

        self._location = in_file("sqlite", path.name)
        self._places: dict[str, Place] = {}
        self._made: dict[str, Copied] = {}
        self.rows = 0
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(0o600, exist_ok=False)
        with _written(path.name):
            self._connection = dbapi.connect(f"file:{quote(str(path))}", autocommit=True)
        for setting in _SETTINGS:
            self._do(f"PRAGMA {setting}")

    def close(self) -> None:
        with _written(self._location.database):
            self._connection.close()

    def take(self, tables: Sequence[Table]) -> None:
        self._places = {table.key: place_of(table, self._location) for table in tables}
        one_case = (Place("main", called(place).lower()) for place in self._places.values())
        refuse_taken(one_case, (), self._location.database)

    def fill(self, table: Table, frames: Frames) -> None:
        """Raises OutputFailed where a masked row breaks a constraint, or is not in the order of its key."""
        first = next(frames)
        made = copied(self._places[table.key], relation_of(table), table.format == "sqlite", first)
        with _written(table.source), closing(self._connection.cursor()) as cursor:
            cursor.execute(created(made))
        with _written(table.source, _BROKEN), closing(self._connection.cursor()) as cursor:
            for frame in _in_order(chain([first], frames), made, table.source):
                self.rows += len(frame)
                cursor.adbc_ingest(made.name, stored(frame, table.source), mode="append")
        self._made[table.key] = made

    def finish(self) -> None:
        """Indexes, and foreign keys: as those need all tables, they are written into the finished schema.

        That is what SQLite says to do where nothing on disk changes (https://www.sqlite.org/lang_altertable.html, 8).
        """
        others = [made.table for made in self._made.values()]
        taken = {made.name.lower() for made in self._made.values()}
        self._do("PRAGMA writable_schema = ON")
        for made in self._made.values():
            for index in indexes(made, taken):
                self._do(index)
            if keys := foreign_keys(made, others):
                where = f"type = 'table' AND name = {literal(made.name)}"
                self._do(f"UPDATE sqlite_schema SET sql = {literal(created(made, keys))} WHERE {where}")
        self._do("PRAGMA writable_schema = RESET")
        if broken := self._do('SELECT DISTINCT "table" FROM pragma_foreign_key_check'):
            raise OutputFailed(f"table {broken[0][0]}: a foreign key does not hold in the copy: mask both sides alike")
        if self._do("PRAGMA freelist_count") != [(0,)]:
            self._do("VACUUM")

    def lacking(self, table: Table) -> list[str]:
        others = [made.table for made in self._made.values()]
        return lacking(self._made[table.key].table, others, numbers=False, defaults=False, defined=False)

    def _do(self, sql: str) -> list[tuple[Any, ...]]:
        with _written(self._location.database):
            return rows(self._connection, sql)


def write(members: Sequence[Table | Incomplete], masked: Callable[[Any], Iterator[Any]], stream: BinaryIO) -> None:
    """All tables into a new database. Raises SourceUnreadable for a part that could not be read, OutputFailed."""
    for member in members:
        if isinstance(member, Incomplete):
            raise SourceUnreadable(member.source, f"{member.reason}: no masked copy is written")
    tables = [member for member in members if not isinstance(member, Incomplete)]
    with own_folder() as folder:
        path = Path(os.path.join(folder, "masked"))
        with closing(SqliteLoading(path)) as loading:
            loading.take(tables)
            for table in tables:
                loading.fill(table, masked(table))
            loading.finish()
        with path.open("rb") as made:
            for block in blocks(made):
                write_all(stream, block)


def _in_order(frames: Iterator[pl.DataFrame], made: Copied, source: str) -> Iterator[pl.DataFrame]:
    """Where a key is the number of the row, rows come back in the order of the key: it must be theirs."""
    last = pl.Series(dtype=pl.Int64)
    for frame in frames:
        if (name := made.row_number) is not None:
            numbers = pl.concat([last, frame[name]])
            if (numbers.diff() <= 0).any():
                raise OutputFailed(f"{source}: column {name}: masked keys change the order of rows: use pseudonym")
            last = numbers.tail(1)
        yield frame


@contextmanager
def _written(source: str, said: str = _REFUSED) -> Iterator[None]:
    """Whatever the driver raises becomes OutputFailed without its message, which may hold a value."""
    import adbc_driver_manager

    try:
        yield
    except adbc_driver_manager.Error:
        raise OutputFailed(f"{source}: {said}") from None
