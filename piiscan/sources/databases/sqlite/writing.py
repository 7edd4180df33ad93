"""A masked SQLite database: a new file, made of masked rows alone, so that no page of it ever held another value.

Tables, types, keys, unique and foreign keys and indexes are as in the source, as far as their columns are kept.
Views, triggers, checks, defaults and generated columns are not made: their texts may hold values.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from typing import Any, BinaryIO
from urllib.parse import quote

import polars as pl

from piiscan.errors import OutputFailed, SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.sources.atomic import write_all
from piiscan.sources.databases.quoting import literal
from piiscan.sources.databases.sqlite.connecting import rows
from piiscan.sources.databases.sqlite.declaring import Copied, created, foreign_keys, indexes
from piiscan.sources.databases.sqlite.reading import SqliteTable
from piiscan.sources.spool import blocks
from piiscan.transient import own_folder

_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "secure_delete = ON")


def write(
    members: Sequence[SqliteTable | Incomplete], masked: Callable[[Any], Iterator[Any]], stream: BinaryIO
) -> None:
    """All tables into a new database. Raises SourceUnreadable for a part that could not be read, OutputFailed."""
    for member in members:
        if isinstance(member, Incomplete):
            raise SourceUnreadable(member.source, f"{member.reason}: no masked copy is written")
    with own_folder() as folder:
        path = os.path.join(folder, "masked")
        with _made(path) as connection:
            copied = [_filled(connection, table, masked(table)) for table in members if isinstance(table, SqliteTable)]
            _finished(connection, copied)
        with open(path, "rb") as made:
            for block in blocks(made):
                write_all(stream, block)


def _made(path: str) -> Any:
    from adbc_driver_sqlite import dbapi

    connection = dbapi.connect(f"file:{quote(path)}", autocommit=True)
    for setting in _SETTINGS:
        rows(connection, f"PRAGMA {setting}")
    return connection


def _filled(connection: Any, table: SqliteTable, frames: Iterator[pl.DataFrame]) -> Copied:
    """Raises OutputFailed where a masked row breaks a constraint, or is not in the order of its key."""
    import adbc_driver_manager

    first = next(frames)
    copied = Copied.of(table.relation, first)
    try:
        with closing(connection.cursor()) as cursor:
            cursor.execute(created(copied))
            for frame in _in_order(chain([first], frames), copied, table.source):
                cursor.adbc_ingest(copied.name, frame, mode="append")
    except adbc_driver_manager.Error:
        raise OutputFailed(
            f"{table.source}: masked rows break a key or a NOT NULL: give its columns pseudonyms"
        ) from None
    return copied


def _in_order(frames: Iterator[pl.DataFrame], copied: Copied, source: str) -> Iterator[pl.DataFrame]:
    """Where a key is the number of the row, rows come back in the order of the key: it must be theirs."""
    last = pl.Series(dtype=pl.Int64)
    for frame in frames:
        if (name := copied.row_number) is not None:
            numbers = pl.concat([last, frame[name]])
            if (numbers.diff() <= 0).any():
                raise OutputFailed(f"{source}: column {name}: masked keys change the order of rows: use pseudonym")
            last = numbers.tail(1)
        yield frame


def _finished(connection: Any, copied: Sequence[Copied]) -> None:
    """Indexes, and foreign keys: as those need all tables, they are written into the finished schema.

    That is what SQLite says to do where nothing on disk changes (https://www.sqlite.org/lang_altertable.html, 8).
    """
    by_name = {table.name.lower(): table for table in copied}
    rows(connection, "PRAGMA writable_schema = ON")
    for table in copied:
        for index in indexes(table):
            rows(connection, index)
        if keys := foreign_keys(table, by_name):
            sql = literal(created(table, keys))
            where = f"type = 'table' AND name = {literal(table.name)}"
            rows(connection, f"UPDATE sqlite_schema SET sql = {sql} WHERE {where}")
    rows(connection, "PRAGMA writable_schema = RESET")
    if broken := rows(connection, 'SELECT DISTINCT "table" FROM pragma_foreign_key_check'):
        raise OutputFailed(f"table {broken[0][0]}: a foreign key does not hold in the copy: mask both sides alike")
    if rows(connection, "PRAGMA freelist_count") != [(0,)]:
        rows(connection, "VACUUM")
