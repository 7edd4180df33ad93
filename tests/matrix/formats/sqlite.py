"""Databases of SQLite: declared and not, in WAL mode with rows in its log, in UTF-16, and within an archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import polars as pl

from tests.matrix.formats import Row


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def fill(connection: sqlite3.Connection, frame: pl.DataFrame, declared: str) -> None:
    """A table `people` of the frame, each column declared so."""
    columns = ", ".join(f"{_quoted(name)} {declared}" for name in frame.columns)
    connection.execute(f"CREATE TABLE people ({columns})")
    places = ", ".join("?" * frame.width)
    connection.executemany(f"INSERT INTO people VALUES ({places})", frame.iter_rows())
    connection.commit()


def _declared(people: pl.DataFrame, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        fill(connection, people, "TEXT")


def _undeclared(people: pl.DataFrame, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        fill(connection, people, "")


def _in_utf16(people: pl.DataFrame, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA encoding = 'UTF-16le'")
        fill(connection, people, "VARCHAR(200)")


def _in_wal_mode(people: pl.DataFrame, path: Path) -> None:
    """All rows stand in the log: as after a crash, or as others see them who have not closed."""
    beside = path.with_name("writer.db")
    with closing(sqlite3.connect(beside)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        fill(connection, people, "TEXT")
        for ending in ("", "-wal"):
            Path(f"{path}{ending}").write_bytes(Path(f"{beside}{ending}").read_bytes())


def _zipped(people: pl.DataFrame, path: Path) -> None:
    inner = path.with_name("people.db")
    _declared(people, inner)
    with ZipFile(path, "w") as archive:
        archive.write(inner, "people.db")
    inner.unlink()


ROWS: Mapping[str, Row] = {
    "db, TEXT": _declared,
    "db, no types": _undeclared,
    "db, UTF-16": _in_utf16,
    "db, WAL": _in_wal_mode,
    "zip, SQLite": _zipped,
}
