"""Masked copies into SQLite files, of whatever source: types, keys and names, a new file without residue, or none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import DestinationRefused, OutputFailed
from piiscan.keys import MasterKey
from piiscan.model.plan import Step
from tests.databases.engines import keeping, shared_into_files
from tests.databases.identifiers import HOSTILE
from tests.databases.postgresql_tables import hostile
from tests.databases.servers import Server
from tests.databases.test_lacking import masked, told

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())


def answer(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def test_servers_and_files_are_shared_into_a_file_with_nobody_in_it(
    tmp_path: Path, postgres_server: Server, mysql_server: Server
) -> None:
    for out in shared_into_files(tmp_path, "sqlite", KEY, postgres_server, mysql_server):
        assert answer(out, "PRAGMA integrity_check") == [("ok",)]
        assert answer(out, "PRAGMA freelist_count") == [(0,)]
        assert {
            strict
            for (strict,) in answer(
                out, "SELECT strict FROM pragma_table_list WHERE name <> 'sqlite_schema' AND schema = 'main'"
            )
        } == {1}
        assert out.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.sqlite", "1.sqlite", "2.sqlite", "3.sqlite", "in"]


def test_types_keys_references_and_indexes_of_a_server_come_along(
    tmp_path: Path, postgres_server: Server, database: str
) -> None:
    postgres_server.execute(
        database,
        "CREATE SCHEMA other",
        "CREATE TABLE other.t (id int PRIMARY KEY, name text NOT NULL UNIQUE)",
        "CREATE TABLE t (id bigserial PRIMARY KEY, at timestamptz, on_day date, price numeric(10,2), ok boolean,"
        " far double precision, raw bytea, other int REFERENCES other.t (id) ON DELETE CASCADE, twin bigint)",
        "ALTER TABLE t ADD FOREIGN KEY (twin) REFERENCES t (id)",
        "CREATE INDEX by_day ON t (on_day, ok)",
        "CREATE INDEX by_name ON other.t (name)",
        "CREATE INDEX late ON t (price) WHERE ok",
        "INSERT INTO other.t VALUES (1, 'x')",
        "INSERT INTO t VALUES (7, '2026-01-02 03:04:05.5+00', '2026-01-02', 1.50, true, 0.1, '\\x6162', 1, 7),"
        " (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    )
    url, out, said = postgres_server.url(database), tmp_path / "o.db", list[str]()
    plan = keeping(url)
    pipeline.mask(url, f"sqlite:///{out}", plan=plan, key=KEY, notice=said.append)
    checks = pipeline.verify(url, out, plan=plan, key=KEY).checks
    assert [check.problems for check in checks if check.name == "structure"] == [()] * 2
    kinds = dict(answer(out, "SELECT name, type FROM pragma_table_info('t')"))
    assert kinds == {
        "id": "INT",
        "at": "TEXT",
        "on_day": "TEXT",
        "price": "TEXT",
        "ok": "INTEGER",
        "far": "REAL",
        "raw": "BLOB",
        "other": "INTEGER",
        "twin": "INTEGER",
    }
    keys = 'SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(\'t\') ORDER BY 1'
    assert answer(out, keys) == [("other.t", "other", "id", "CASCADE"), ("t", "twin", "id", "NO ACTION")]
    assert answer(out, "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1") == [
        ("by_day",),
        ("by_name",),
    ]
    assert answer(out, "SELECT id, price, ok FROM t") == [(7, "1.50", 1), (3, None, None)]
    with closing(sqlite3.connect(out)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO t (id, other) VALUES (8, 9)")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO t (id, ok) VALUES (9, 'x')")
    assert told(said) == ["the numbering of column id, index late"]


def test_hostile_names_are_copied_and_do_nothing(tmp_path: Path, postgres_server: Server, database: str) -> None:
    hostile(postgres_server, database)
    url, out = postgres_server.url(database), tmp_path / "o.db"
    plan = keeping(url)
    pipeline.mask(url, f"sqlite:///{out}", plan=plan, key=KEY)
    verification = pipeline.verify(url, out, plan=plan, key=KEY)
    assert verification.incomplete == ()
    assert [check.problems for check in verification.checks if check.name == "structure"] == [()] * len(HOSTILE)


def test_a_copy_that_cannot_be_leaves_nothing_and_says_no_value(tmp_path: Path) -> None:
    frames = {
        "nan": pl.DataFrame({"v": [1.0, float("nan")]}),
        "list": pl.DataFrame({"v": [["x"], ["y"]]}),
        "sqlite_x": pl.DataFrame({"v": ["x", "y"]}),
    }
    for name, frame in frames.items():
        source = tmp_path / f"{name}.parquet"
        frame.write_parquet(source)
        with pytest.raises(OutputFailed):
            pipeline.mask(source, f"sqlite:///{tmp_path}/out.db", plan=keeping(str(source)), key=KEY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.parquet", "nan.parquet", "sqlite_x.parquet"]


def test_names_that_differ_by_case_alone_are_refused(tmp_path: Path, postgres_server: Server, database: str) -> None:
    postgres_server.execute(database, "CREATE TABLE a (v int)", 'CREATE TABLE "A" (v int)')
    url = postgres_server.url(database)
    with pytest.raises(DestinationRefused):
        pipeline.mask(url, f"sqlite:///{tmp_path}/out.db", plan=keeping(url), key=KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_sqlite_tells_what_it_has_not(tmp_path: Path) -> None:
    source, said = tmp_path / "a.db", list[str]()
    with closing(sqlite3.connect(source)) as connection:
        connection.executescript(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT DEFAULT 7 CHECK (n > 0), name TEXT COLLATE NOCASE,"
            ' "check" TEXT, twice INT AS (n * 2));'
            "INSERT INTO t VALUES (1, 1, 'x', 'check'), (2, 2, 'y', 'CHECK');"
            "CREATE INDEX part ON t (n) WHERE n > 1; CREATE INDEX low ON t (lower(name)); CREATE INDEX whole ON t (n);"
            "CREATE TRIGGER tr AFTER INSERT ON t BEGIN SELECT 1; END; CREATE VIEW v AS SELECT id FROM t;"
        )
    plan = masked(keeping(str(source)), "a.db!t", name=Step("redact"))
    pipeline.mask(source, tmp_path / "b.db", plan=plan, key=KEY, notice=said.append)
    assert told(said) == [
        "the default of column n, the expression of column twice, 1 check, 1 collation, 1 trigger, index low,"
        " index part"
    ]
    assert sum("views" in line for line in said) == 1
