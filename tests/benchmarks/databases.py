"""Databases: rows a second of a scan and of a masked copy, beside what their own drivers and engines need.

Servers are private ones, started here; one that is not installed is left out by name.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import polars as pl
import pytest

from tests.benchmarks.table import made
from tests.databases import servers

TABLE = "customers"
COLUMNS = ("customer_id", "name_zh", "resident_id", "mobile", "email", "balance")
_TYPES = "customer_id BIGINT PRIMARY KEY, name_zh {0}, resident_id {0}, mobile {0}, email {0}, balance DOUBLE PRECISION"
_CHUNK = 20_000

Database = tuple[str, str]
"""The URL of a filled database, and that of the copy."""

Filled = Generator[Database, None, None]


def sqlite(folder: Path, rows: int) -> Filled:
    path = folder / "bench.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {TABLE} ({_TYPES.format('TEXT')})")
        for frame in _rows(rows):
            connection.executemany(f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?, ?)", frame.iter_rows())
        connection.commit()
    yield f"sqlite:///{path}", f"sqlite:///{folder}/copy.db"


def duckdb(folder: Path, rows: int) -> Filled:
    import duckdb

    path = folder / "bench.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE {TABLE} ({_TYPES.format('VARCHAR')})")
        for _frame in _rows(rows):
            connection.execute(f"INSERT INTO {TABLE} SELECT * FROM _frame")
    yield f"duckdb:///{path}", f"duckdb:///{folder}/copy.duckdb"


def postgresql(folder: Path, rows: int) -> Filled:
    with servers.postgresql() as server:
        server.execute("postgres", f"CREATE TABLE {TABLE} ({_TYPES.format('TEXT')})")
        with connected(server.url("postgres")) as connection, connection.cursor() as cursor:
            for frame in _rows(rows):
                cursor.adbc_ingest(TABLE, frame.to_arrow(compat_level=pl.CompatLevel.oldest()), mode="append")
            connection.commit()
        server.execute("postgres", f"ANALYZE {TABLE}")
        yield server.url("postgres", schema="public"), server.url("postgres", schema="masked")


def mysql(folder: Path, rows: int) -> Filled:
    with servers.mariadb() as server:
        server.execute(None, "CREATE DATABASE bench CHARACTER SET utf8mb4", "CREATE DATABASE masked")
        server.execute("bench", f"CREATE TABLE {TABLE} ({_TYPES.format('VARCHAR(80)')})")
        with connected(server.url("bench")) as connection, connection.cursor() as cursor:
            for frame in _rows(rows):
                cursor.executemany(f"INSERT INTO {TABLE} VALUES (%s, %s, %s, %s, %s, %s)", frame.rows())
            connection.commit()
        yield server.url("bench"), server.url("masked")


ENGINES: dict[str, Callable[[Path, int], Filled]] = {
    "sqlite": sqlite,
    "duckdb": duckdb,
    "postgresql": postgresql,
    "mysql": mysql,
}


@contextmanager
def filled(engine: str, folder: Path, rows: int) -> Iterator[Database | None]:
    """None, and that said, where the engine is not installed."""
    made = ENGINES[engine](folder, rows)
    try:
        database = next(made)
    except (pytest.fail.Exception, ImportError):
        print(f"{engine}: skipped, it is not installed", flush=True)
        yield None
        return
    with closing(made):
        yield database


def connected(url: str) -> Any:
    """A connection of the engine's own driver."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    match parts.scheme:
        case "postgresql":
            from adbc_driver_postgresql import dbapi

            return dbapi.connect(f"postgresql://admin@/postgres?host={query['host']}&port={query['port']}")
        case "mysql":
            import pymysql

            place = {"unix_socket": query["unix_socket"], "database": parts.path[1:]}
            return pymysql.connect(user="root", charset="utf8mb4", **place)  # type: ignore[arg-type]
        case "sqlite":
            from adbc_driver_sqlite import dbapi as local

            return local.connect(parts.path)
    import duckdb

    return duckdb.connect(parts.path)


def drain(url: str) -> None:
    """Read all rows of the table, and do nothing with them."""
    with connected(url) as connection:
        asked = f"SELECT * FROM {TABLE}"
        if url.startswith("duckdb"):
            for _ in connection.sql(asked).to_arrow_reader(_CHUNK):
                pass
        elif url.startswith("mysql"):
            from pymysql.cursors import SSCursor

            with connection.cursor(SSCursor) as cursor:
                cursor.execute(asked)
                while cursor.fetchmany(_CHUNK):
                    pass
        else:
            with connection.cursor() as cursor:
                cursor.execute(asked)
                for _ in cursor.fetch_record_batch():
                    pass


def duplicate(url: str) -> None:
    """A second table, made by the engine itself."""
    with connected(url) as connection:
        _run(connection, f"CREATE TABLE again AS SELECT * FROM {TABLE}")
        _run(connection, "DROP TABLE again")


def clear(url: str) -> None:
    """Take away what a copy before this one left."""
    if url.startswith(("sqlite", "duckdb")):
        Path(urlsplit(url).path).unlink(missing_ok=True)
        return
    with connected(url) as connection:
        _run(connection, "DROP SCHEMA IF EXISTS masked CASCADE" if url[0] == "p" else f"DROP TABLE IF EXISTS {TABLE}")


def _run(connection: Any, sql: str) -> None:
    if hasattr(connection, "sql"):
        connection.execute(sql)
        return
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.commit()


def _rows(rows: int) -> Iterator[pl.DataFrame]:
    for start in range(0, rows, _CHUNK):
        yield made(start, min(_CHUNK, rows - start)).select(COLUMNS)
