"""MySQL and MariaDB: every type has a text, hostile names do nothing, and nothing is written."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.pipeline.opening import opened
from piiscan.sources import ReadOptions
from piiscan.sources.databases import sampling
from piiscan.sources.databases.quoting import quoted
from tests.databases.identifiers import HOSTILE
from tests.databases.servers import PASSWORD, Server
from tests.leaks import canary
from tests.leaks.runner import Runner

pytestmark = pytest.mark.usefixtures("no_models")
TYPES = {
    "TINYINT": ("-7", "-7"),
    "BIGINT UNSIGNED": ("18446744073709551615", "18446744073709551615"),
    "DECIMAL(20,4)": ("1.2300", "1.2300"),
    "DOUBLE": ("0.5", "0.5"),
    "ENUM('x','y')": ("'x'", "x"),
    "SET('p','q')": ("'p,q'", "p,q"),
    "TIME": ("'10:00'", "10:00:00"),
    "DATETIME(3)": ("'2026-01-02 03:04:05.678'", "2026-01-02 03:04:05.678"),
    "DATE": ("'0000-00-00'", "0000-00-00"),
    "YEAR": ("2026", "2026"),
    "BIT(5)": ("b'101'", "5"),
    "BLOB": ("'ab'", "ab"),
    "CHAR(4)": ("'007'", "007"),
    "TEXT": ("'100%s'", "100%s"),
    "POINT": ("POINT(1, 2)", "POINT(1 2)"),
    "UUID": ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    "INET6": ("'::1'", "::1"),
}


def tables(url: str, **options: Any) -> dict[str, Table]:
    return {item.key: item for item in opened(url, ReadOptions(**options)) if isinstance(item, Table)}


@pytest.mark.catalogue("C32")
def test_every_type_has_a_text(mysql_server: Server, mysql_database: str) -> None:
    columns = ", ".join(f"c{i} {kind}" for i, kind in enumerate(TYPES))
    values = ", ".join(value for value, _ in TYPES.values())
    nulls = ", ".join(["NULL"] * len(TYPES))
    mysql_server.execute(
        mysql_database,
        "SET sql_mode = ''",
        f"CREATE TABLE t ({columns})",
        f"INSERT INTO t VALUES ({values})",
        f"INSERT INTO t VALUES ({nulls})",
    )
    frame = pl.concat(tables(mysql_server.url(mysql_database))["t"].batches())
    first, second = as_text(frame).rows()
    assert dict(zip(TYPES, first, strict=True)) == {kind: text for kind, (_, text) in TYPES.items()}
    assert set(second) == {None}


@pytest.mark.catalogue("B12", "C30")
def test_hostile_names_are_read_and_do_nothing(mysql_server: Server, mysql_database: str) -> None:
    """MySQL takes no blank at the end of a name, and none beyond the basic plane."""
    names = sorted({n.lower(): n for n in HOSTILE if n == n.rstrip() and max(n) < "\U00010000"}.values())
    for number, name in enumerate(names):
        q = quoted(name, "`")
        mysql_server.execute(
            mysql_database, f"CREATE TABLE {q} ({q} INT COMMENT 'c')", f"INSERT INTO {q} VALUES ({number})"
        )
    found = tables(mysql_server.url(mysql_database))
    assert sorted(pl.concat(table.batches()).item() for table in found.values()) == list(range(len(names)))
    assert len(names) >= 20


def test_all_databases_where_the_url_names_none(mysql_server: Server, mysql_database: str) -> None:
    mysql_server.execute(
        mysql_database, "CREATE TABLE t (v TEXT COMMENT '客户手机')", "CREATE VIEW w AS SELECT v FROM t"
    )
    found = tables(mysql_server.url(""), include=(f"{mysql_database}.*",))
    assert set(found) == {f"{mysql_database}.t"}
    assert found[f"{mysql_database}.t"].columns[0].comment == "客户手机"
    assert set(tables(mysql_server.url(mysql_database), views=True)) == {"t", "w"}


@pytest.mark.catalogue("C29")
def test_a_reader_suffices_and_who_can_write_is_warned(mysql_server: Server, mysql_database: str) -> None:
    mysql_server.execute(
        mysql_database,
        "CREATE TABLE t (v TEXT)",
        "INSERT INTO t VALUES ('x')",
        f"GRANT SELECT ON {mysql_database}.* TO reader@localhost",
    )
    state = f"SELECT table_name, update_time FROM information_schema.tables WHERE table_schema = '{mysql_database}'"
    before = mysql_server.execute(mysql_database, "CHECKSUM TABLE t", state)
    said: list[str] = []
    findings = pipeline.scan(mysql_server.url(mysql_database, "reader"), notice=said.append)
    assert (findings.complete, findings.tables[0].rows, said) == (True, 1, [])
    pipeline.scan(mysql_server.url(mysql_database), notice=said.append)
    assert "GRANT SELECT ON" in said[0]
    assert mysql_server.execute(mysql_database, "CHECKSUM TABLE t", state) == before


def test_a_large_table_is_drawn_by_the_server(
    mysql_server: Server, mysql_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "FULL", 1000)
    monkeypatch.setattr(sampling, "SAMPLE", 2000)
    rows = ", ".join(f"({v}, 'word')" for v in range(50_000))
    mysql_server.execute(
        mysql_database, "CREATE TABLE t (v INT, w TEXT)", f"INSERT INTO t VALUES {rows}", "ANALYZE TABLE t"
    )
    url = mysql_server.url(mysql_database)
    one, two = pipeline.scan(url).tables[0], pipeline.scan(url).tables[0]
    assert one.columns == two.columns
    assert 1500 < one.rows_scanned < 2500
    assert one.columns[1].miss_bound == round(3 / one.rows_scanned, 6)


@pytest.mark.catalogue("C33")
def test_passwords_come_by_reference_and_are_seen_nowhere(
    mysql_server: Server, mysql_database: str, run: Runner
) -> None:
    mysql_server.execute(
        mysql_database, "CREATE TABLE t (v TEXT)", f"GRANT SELECT ON {mysql_database}.* TO guarded@'%'"
    )
    for secret, code in ((PASSWORD, 0), ("wrong-" + PASSWORD, 3)):
        done = run("scan", mysql_server.url(mysql_database, "guarded"), env={"PIISCAN_DB_PASSWORD": secret})
        assert done.exit_code == code, done.stderr
        assert PASSWORD.encode() not in done.stdout + done.stderr


def test_a_table_that_is_left_before_its_end_leaves_no_word_of_it(
    mysql_server: Server, mysql_database: str, run: Runner
) -> None:
    """The first rows are looked at for JSON; the query of the others is stopped."""
    mysql_server.execute(
        mysql_database,
        "CREATE TABLE t (v TEXT)",
        "INSERT INTO t SELECT REPEAT('x', 90) FROM seq_1_to_300000",
        f"GRANT SELECT ON {mysql_database}.* TO guarded@'%'",
    )
    done = run("scan", mysql_server.url(mysql_database, "guarded"), env={"PIISCAN_DB_PASSWORD": PASSWORD})
    assert (done.exit_code, done.stderr) == (0, b"")


def test_a_database_becomes_verified_files(mysql_server: Server, mysql_database: str, tmp_path: Path) -> None:
    rows = ", ".join(f"('{mobile}')" for mobile in canary.people(300, seed=3)["mobile"])
    mysql_server.execute(mysql_database, "CREATE TABLE t (mobile TEXT)", f"INSERT INTO t VALUES {rows}")
    shared = pipeline.share(
        mysql_server.url(mysql_database), tmp_path / "out", key=MasterKey(sha256(b"the key of these tests").digest())
    )
    assert shared.shared
    assert pl.read_parquet(tmp_path / "out" / "t.parquet")["mobile"].str.len_chars().unique().to_list() == [32]
