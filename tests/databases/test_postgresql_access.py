"""PostgreSQL: nothing is written, a reader suffices, and what is not read is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.model.table import Table
from piiscan.pipeline.opening import opened
from piiscan.sources import ReadOptions
from piiscan.sources.databases import postgresql, sampling
from tests.databases.postgresql_tables import read
from tests.databases.servers import PASSWORD, Server
from tests.leaks.runner import Runner

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.catalogue("C28", "C29")
def test_nothing_is_written_and_a_reader_suffices(postgres_server: Server, database: str) -> None:
    server = postgres_server
    server.execute(
        database,
        "CREATE TABLE t (id serial PRIMARY KEY, v text)",
        "INSERT INTO t (v) VALUES ('x'), ('y')",
        "GRANT SELECT ON t TO reader",
        "CREATE TABLE hidden (v text)",
    )
    state = (
        "SELECT (SELECT md5(string_agg(t::text, ',')) FROM t t), (SELECT last_value FROM t_id_seq),"
        " (SELECT count(*) FROM pg_class), (SELECT pg_current_xact_id_if_assigned() IS NULL),"
        " (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::int8 FROM pg_stat_user_tables)"
    )
    before = server.execute(database, state)
    said: list[str] = []
    findings = pipeline.scan(server.url(database, "reader"), notice=said.append)
    assert [(table.key, table.rows) for table in findings.tables] == [("public.t", 2)]
    assert [(gap.source.rpartition("!")[2], "GRANT SELECT" in gap.reason) for gap in findings.incomplete] == [
        ("public.hidden", True)
    ]
    assert said == []
    pipeline.scan(server.url(database), notice=said.append)
    assert "GRANT SELECT ON ALL TABLES IN SCHEMA" in said[0]
    assert server.execute(database, state) == before
    leftovers = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'piiscan'"
    assert server.execute(database, leftovers) == [(0,)]


@pytest.mark.catalogue("C27")
def test_rows_that_a_policy_hides_are_incomplete(postgres_server: Server, database: str) -> None:
    postgres_server.execute(
        database,
        "CREATE TABLE t (v int)",
        "INSERT INTO t VALUES (1), (2)",
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY part ON t USING (v = 1)",
        "GRANT SELECT ON t TO reader",
    )
    findings = pipeline.scan(postgres_server.url(database, "reader"))
    assert findings.tables == ()
    assert "row security" in findings.incomplete[0].reason


@pytest.mark.catalogue("C27")
def test_all_tables_are_of_one_moment(postgres_server: Server, database: str) -> None:
    postgres_server.execute(database, "CREATE TABLE a (v int)", "CREATE TABLE b (v int)")
    found = opened(postgres_server.url(database), ReadOptions())
    first = next(found)
    postgres_server.execute(database, "INSERT INTO a VALUES (1)", "INSERT INTO b VALUES (1)")
    second = next(found)
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert [read(first).height, read(second).height] == [0, 0]


def test_documents_of_a_large_table_are_surveyed_in_the_rows_that_are_drawn(
    postgres_server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "FULL", 1000)
    monkeypatch.setattr(sampling, "SAMPLE", 500)
    postgres_server.execute(
        database,
        "CREATE TABLE t AS SELECT g AS v, json_build_object('k' || g % 40, g) AS w FROM generate_series(1, 90000) g",
        "ANALYZE t",
    )
    read, plain = list[tuple[int, int]](), postgresql._read

    def counted(*given: Any) -> Iterator[pl.DataFrame]:
        for frame in plain(*given):
            read.append(frame.shape)
            yield frame

    monkeypatch.setattr(postgresql, "_read", counted)
    (table,) = pipeline.scan(postgres_server.url(database)).tables
    (_, first_width), (surveyed, width), *drawn = read
    assert (first_width, width) == (2, 1)
    assert 300 < surveyed == sum(rows for rows, _ in drawn) < 700
    assert {column.name for column in table.columns} == {"v", *(f"w.$.k{i}" for i in range(40))}
    assert sum(column.rows - column.nulls for column in table.columns if column.name != "v") == surveyed


@pytest.mark.catalogue("B18")
def test_a_large_table_is_drawn_by_the_server_with_its_bound(
    postgres_server: Server, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sampling, "FULL", 1000)
    monkeypatch.setattr(sampling, "SAMPLE", 2000)
    postgres_server.execute(
        database,
        "CREATE TABLE t AS SELECT g AS v, json_build_object('k', 'w' || g % 7) AS w FROM generate_series(1, 50000) g",
        "ANALYZE t",
    )
    url = postgres_server.url(database)
    one, two = pipeline.scan(url).tables[0], pipeline.scan(url).tables[0]
    assert one.columns == two.columns
    assert one.rows == 50000
    assert 1500 < one.rows_scanned < 2500
    assert one.columns[1].miss_bound == round(3 / one.rows_scanned, 6)
    assert pipeline.scan(url, sample=1.0).tables[0].rows_scanned == 50000
    assert 50 < pipeline.scan(url, sample=100).tables[0].rows_scanned < 200


@pytest.mark.catalogue("C26")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # ADBC cannot close what was cut
def test_cut_connections_give_a_complete_or_an_incomplete_result(postgres_server: Server, database: str) -> None:
    postgres_server.execute(
        database,
        "CREATE TABLE t AS SELECT g AS v, repeat('x', 200) AS w FROM generate_series(1, 200000) g",
        "ANALYZE t",
    )
    kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'piiscan'"
    ends = set()
    for wait in (0.05, 0.2, 0.5, 1.0):
        killer = Thread(target=lambda wait=wait: (time.sleep(wait), postgres_server.execute("postgres", kill)))
        killer.start()
        findings = pipeline.scan(postgres_server.url(database), text="off")
        killer.join()
        ends.add(findings.complete)
        assert findings.incomplete or [table.rows_scanned for table in findings.tables] == [200_000]
    assert False in ends


@pytest.mark.catalogue("C27")
def test_a_statement_that_takes_too_long_is_incomplete(postgres_server: Server, database: str) -> None:
    postgres_server.execute(database, "CREATE VIEW w AS SELECT 1 AS v, pg_sleep(30) IS NULL AS z")
    (gap,) = pipeline.scan(postgres_server.url(database, timeout="1"), options=ReadOptions(views=True)).incomplete
    assert "took too long" in gap.reason


@pytest.mark.catalogue("C33")
def test_passwords_come_by_reference_and_are_seen_nowhere(
    postgres_server: Server, database: str, run: Runner, tmp_path: Path
) -> None:
    postgres_server.execute(database, "CREATE TABLE t (v text)", "GRANT SELECT ON t TO guarded")
    url = postgres_server.url(database, "guarded")
    file = tmp_path / "password"
    file.write_text(PASSWORD)
    file.chmod(0o600)
    for place, env, code in (
        (url, {"PIISCAN_DB_PASSWORD": PASSWORD}, 0),
        (f"{url}&password=env:OTHER", {"OTHER": PASSWORD}, 0),
        (f"{url}&password=file:{file}", {}, 0),
        (url, {"PIISCAN_DB_PASSWORD": "wrong-" + PASSWORD}, 3),
        (url, {}, 3),
    ):
        done = run("scan", place, "-f", "json", env=env)
        assert done.exit_code == code, done.stderr
        assert PASSWORD.encode() not in done.stdout + done.stderr
        assert all(PASSWORD.encode() not in path.read_bytes() for path in done.created if path.is_file())


def test_tls_is_verified(postgres_server: Server, database: str, tmp_path: Path) -> None:
    from tests.databases.servers import certify

    postgres_server.execute(database, "CREATE TABLE t (v text)")
    certify(tmp_path)
    for root, complete in ((postgres_server.folder / "root.crt", True), (tmp_path / "root.crt", False)):
        url = postgres_server.over_tcp(database, "admin", sslmode="verify-full", sslrootcert=str(root))
        findings = pipeline.scan(url)
        assert findings.complete == complete
    assert "certificate" in findings.incomplete[0].reason
