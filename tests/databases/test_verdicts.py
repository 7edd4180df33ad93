"""The same table gets the same verdicts, whatever holds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import adbc_driver_postgresql.dbapi as postgres
import duckdb
import polars as pl
import pymysql
import pytest

from piiscan import pipeline
from piiscan.model.finding import Findings
from tests.databases.servers import Server
from tests.leaks import canary

Verdicts = dict[str, tuple[str, str | None, int, int, int, int]]


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    return canary.people(400, seed=23).with_columns(
        pl.col("birth_date").cast(pl.String), amount=pl.int_range(400).cast(pl.String) + ".25"
    )


def verdicts(findings: Findings) -> Verdicts:
    assert findings.complete, findings.incomplete
    (table,) = findings.tables
    assert table.rows == table.rows_scanned == 400
    return {c.name: (c.status, c.entity or c.candidate, c.tier, c.matched, c.distinct, c.nulls) for c in table.columns}


def in_csv(people: pl.DataFrame, folder: Path) -> str:
    people.write_csv(folder / "people.csv")
    return str(folder / "people.csv")


def in_sqlite(people: pl.DataFrame, folder: Path) -> str:
    with closing(sqlite3.connect(folder / "people.db")) as connection:
        connection.execute(f"CREATE TABLE people ({', '.join(f'{name} TEXT' for name in people.columns)})")
        places = ", ".join("?" * people.width)
        connection.executemany(f"INSERT INTO people VALUES ({places})", people.iter_rows())
        connection.commit()
    return f"sqlite:///{folder}/people.db"


def in_duckdb(people: pl.DataFrame, folder: Path) -> str:
    with duckdb.connect(str(folder / "people.duckdb")) as connection:
        connection.execute("CREATE TABLE people AS SELECT * FROM people")
    return f"duckdb:///{folder}/people.duckdb"


def in_postgresql(people: pl.DataFrame, server: Server, database: str) -> str:
    uri = f"postgresql://admin@/{database}?host={server.folder}&port={server.port}"
    with postgres.connect(uri) as connection, connection.cursor() as cursor:
        cursor.adbc_ingest("people", people.to_arrow(compat_level=pl.CompatLevel.oldest()), mode="create")
        connection.commit()
    return server.url(database)


def in_mysql(people: pl.DataFrame, server: Server, database: str) -> str:
    connection = pymysql.connect(**server.socket, user="root", database=database, charset="utf8mb4")  # type: ignore[call-overload]
    with connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE people ({', '.join(f'{name} TEXT' for name in people.columns)})")
        cursor.executemany(f"INSERT INTO people VALUES ({', '.join(['%s'] * people.width)})", people.rows())
        connection.commit()
    return server.url(database)


@pytest.mark.catalogue("B46")
@pytest.mark.usefixtures("no_models")
def test_every_engine_gives_the_verdicts_of_csv(
    people: pl.DataFrame,
    tmp_path: Path,
    postgres_server: Server,
    database: str,
    mysql_server: Server,
    mysql_database: str,
) -> None:
    wanted = verdicts(pipeline.scan(in_csv(people, tmp_path)))
    engines: dict[str, Callable[[], str]] = {
        "sqlite": lambda: in_sqlite(people, tmp_path),
        "duckdb": lambda: in_duckdb(people, tmp_path),
        "postgresql": lambda: in_postgresql(people, postgres_server, database),
        "mysql": lambda: in_mysql(people, mysql_server, mysql_database),
    }
    for engine, place in engines.items():
        assert verdicts(pipeline.scan(place())) == wanted, engine
