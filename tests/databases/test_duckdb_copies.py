"""Masked copies of and into DuckDB files: types, keys and names as in the source; a new file, or none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from piiscan import pipeline
from piiscan.errors import DestinationRefused, OutputFailed, PiiscanError
from piiscan.keys import MasterKey
from tests.databases.engines import NAMES, PEOPLE, keeping, shared_into_files, shop
from tests.databases.identifiers import HOSTILE
from tests.databases.servers import Server
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.sources.test_duckdb import TYPES

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())


def answer(path: Path, sql: str) -> list[Any]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "shop.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.register("people", PEOPLE.select(NAMES).to_arrow())
        for statement in (
            "CREATE TABLE zcustomers (id_no VARCHAR PRIMARY KEY, mobile VARCHAR NOT NULL UNIQUE, email VARCHAR)",
            "INSERT INTO zcustomers SELECT * FROM people",
            "CREATE TABLE orders (no INTEGER PRIMARY KEY, mobile VARCHAR REFERENCES zcustomers (mobile),"
            " amount DECIMAL(10,2), tags VARCHAR[])",
            "INSERT INTO orders SELECT row_number() OVER (), mobile, 1.50, [mobile, 'x'] FROM people",
            "CREATE INDEX by_amount ON orders (amount)",
        ):
            connection.execute(statement)
    return path


def test_a_file_becomes_a_file_with_types_and_keys_and_nobody(source: Path, tmp_path: Path) -> None:
    before, out = source.read_bytes(), tmp_path / "out.duckdb"
    shared = pipeline.share(source, out, key=KEY)
    assert shared.shared, shared.verification
    assert pipeline.verify(source, out, plan=shared.plan, key=KEY).passed
    kinds = dict(answer(out, "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'orders'"))
    assert kinds == {"no": "INTEGER", "mobile": "VARCHAR", "amount": "DECIMAL(10,2)", "tags": "VARCHAR[]"}
    keys = "SELECT constraint_type, count(*) FROM duckdb_constraints() WHERE constraint_type <> 'NOT NULL' GROUP BY 1"
    assert dict(answer(out, keys)) == {"PRIMARY KEY": 2, "UNIQUE": 1, "FOREIGN KEY": 1}
    assert answer(out, "SELECT index_name FROM duckdb_indexes()") == [("by_amount",)]
    assert answer(out, "SELECT count(*) FROM orders JOIN zcustomers USING (mobile)") == [(60,)]
    assert_no_leak(canary.identifiers(PEOPLE, NAMES), [out])
    assert out.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.duckdb", "shop.duckdb"]
    assert source.read_bytes() == before


def test_a_file_within_a_folder_has_a_copy_there(source: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    source.rename(tmp_path / "in" / "shop.duckdb")
    PEOPLE.write_csv(tmp_path / "in" / "people.csv")
    shared = pipeline.share(tmp_path / "in", tmp_path / "out", key=KEY)
    assert shared.shared, shared.verification
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["people.csv", "shop.duckdb"]


def test_files_and_servers_are_shared_into_a_file(
    source: Path, tmp_path: Path, postgres_server: Server, mysql_server: Server
) -> None:
    assert len(list(shared_into_files(tmp_path, "duckdb", KEY, postgres_server, mysql_server))) == 4


def test_a_file_is_shared_into_servers(source: Path, postgres_server: Server, mysql_server: Server) -> None:
    for server in (postgres_server, mysql_server):
        engine = shop(server)
        shared = pipeline.share(source, engine.copy, key=KEY)
        assert shared.shared, shared.verification
        assert engine.tables() == ["orders", "zcustomers"]


@pytest.mark.catalogue("B8")
def test_every_type_is_copied_as_it_is(tmp_path: Path) -> None:
    source, out = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    nested = {"STRUCT(a INTEGER, b VARCHAR[])": "{'a': 1, 'b': ['x']}", "MAP(VARCHAR, INTEGER)": "MAP {'k': 2}"}
    kinds = {**{kind: value for kind, (value, _) in TYPES.items()}, **nested}
    with duckdb.connect(str(source)) as connection:
        connection.execute(f"CREATE TABLE t ({', '.join(f'c{i} {kind}' for i, kind in enumerate(kinds))})")
        connection.execute(f"INSERT INTO t VALUES ({', '.join(kinds.values())})")
    plan = keeping(str(source))
    pipeline.mask(source, out, plan=plan, key=KEY)
    columns = "SELECT column_name, data_type FROM duckdb_columns() ORDER BY column_index"
    assert answer(out, columns) == answer(source, columns)
    assert answer(out, "SELECT * FROM t") == answer(source, "SELECT * FROM t")


def test_hostile_names_are_copied_and_do_nothing(tmp_path: Path) -> None:
    names = {name.lower(): '"' + name.replace('"', '""') + '"' for name in HOSTILE}.values()
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        for number, name in enumerate(names):
            connection.execute(f"CREATE TABLE {name} AS SELECT {number} AS {name}")
            connection.execute(f"CREATE INDEX {name} ON {name} ({name})")
    plan = keeping(str(tmp_path / "a.duckdb"))
    pipeline.mask(tmp_path / "a.duckdb", tmp_path / "b.duckdb", plan=plan, key=KEY)
    assert [answer(tmp_path / "b.duckdb", f"SELECT {name} FROM {name}") for name in names] == [
        [(number,)] for number in range(len(names))
    ]


@pytest.mark.catalogue("B10")
def test_a_copy_that_fails_leaves_nothing_and_says_no_value(source: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(source)) as connection:
        connection.execute("INSERT INTO zcustomers VALUES ('7', '138-0013-8000', NULL), ('8', '13800138000', NULL)")
    plan = pipeline.plan(pipeline.scan(source))
    with pytest.raises(OutputFailed, match="break a key") as failed:
        pipeline.mask(source, tmp_path / "out.duckdb", plan=plan, key=KEY)
    assert "138" not in str(failed.value)
    assert [path.name for path in tmp_path.iterdir()] == ["shop.duckdb"]


def test_a_column_that_came_after_the_plan_stops_the_run(source: Path, tmp_path: Path) -> None:
    plan = pipeline.plan(pipeline.scan(source))
    with duckdb.connect(str(source)) as connection:
        connection.execute("CREATE TABLE more AS SELECT 1 AS phone")
    with pytest.raises(PiiscanError, match="scan and plan again"):
        pipeline.mask(source, tmp_path / "out.duckdb", plan=plan, key=KEY)


def test_the_source_is_never_the_destination_however_it_is_called(source: Path, tmp_path: Path) -> None:
    plan, before = pipeline.plan(pipeline.scan(source)), source.read_bytes()
    (tmp_path / "link").symlink_to(source)
    for spelling in (source, f"duckdb:///{source}", tmp_path / "." / "shop.duckdb", tmp_path / "link"):
        with pytest.raises(DestinationRefused):
            pipeline.mask(source, spelling, plan=plan, key=KEY, overwrite=True)
    assert source.read_bytes() == before
