"""PostgreSQL: everything is read and nothing written, by whoever may only read; and copies hold only masked rows."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import DestinationRefused, OutputFailed, PlanError
from piiscan.keys import MasterKey
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan, Step
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.pipeline.opening import opened
from piiscan.sources import ReadOptions
from piiscan.sources.databases import postgresql, sampling
from piiscan.sources.databases.quoting import literal, quoted
from tests.databases.identifiers import HOSTILE
from tests.databases.servers import PASSWORD, Server
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.leaks.runner import Runner

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())
TYPES = {
    "boolean": ("true", "true"),
    "smallint": ("-7", "-7"),
    "bigint": ("9007199254740993", "9007199254740993"),
    "numeric(20,3)": ("1.230", "1.230"),
    "numeric": ("'NaN'", "NaN"),
    "real": ("0.1", "0.1"),
    "double precision": ("0.1", "0.1"),
    "money": ("1.5", "$1.50"),
    "text": ("'007'", "007"),
    "varchar(5)": ("' x '", " x "),
    "char(5)": ("'ab'", "ab"),
    "bytea": ("'\\x6162'", "ab"),
    "date": ("'2026-01-02'", "2026-01-02"),
    "time": ("'10:00'", "10:00:00"),
    "timestamptz": ("'2026-01-02 03:04:05+00'", "2026-01-02T03:04:05.000000+00:00"),
    "interval": ("'1 day 2 hours'", "P1DT2H"),
    "uuid": ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    "inet": ("'100.64.0.1'", "100.64.0.1"),
    "macaddr": ("'08:00:2b:01:02:03'", "08:00:2b:01:02:03"),
    "int4range": ("'[1,5)'", "[1,5)"),
    "xml": ("'<a/>'", "<a/>"),
    "bit(3)": ("B'101'", "101"),
    "point": ("'(1,2)'", "(1,2)"),
    "tsvector": ("'a b'", "'a' 'b'"),
    "mood": ("'glad'", "glad"),
    "positive": ("7", "7"),
}
OWN_TYPES = ("CREATE TYPE mood AS ENUM ('glad', 'sad')", "CREATE DOMAIN positive AS int CHECK (VALUE > 0)")


def items(url: str, **options: Any) -> list[Table | Incomplete]:
    return [item for item in opened(url, ReadOptions(**options)) if isinstance(item, Table | Incomplete)]


def tables(url: str, **options: Any) -> dict[str, Table]:
    return {item.key: item for item in items(url, **options) if isinstance(item, Table)}


def read(table: Table) -> pl.DataFrame:
    return pl.concat(table.batches())


@pytest.mark.catalogue("C32")
def test_every_type_has_a_text(postgres_server: Server, database: str) -> None:
    columns = ", ".join(f"c{i} {kind}" for i, kind in enumerate(TYPES))
    values = ", ".join(value for value, _ in TYPES.values())
    nulls = ", ".join(["NULL"] * len(TYPES))
    postgres_server.execute(
        database, *OWN_TYPES, f"CREATE TABLE t ({columns})", f"INSERT INTO t VALUES ({values}), ({nulls})"
    )
    table = tables(postgres_server.url(database))["public.t"]
    frame = read(table)
    assert [str(dtype) for dtype in frame.dtypes] == [column.type for column in table.columns]
    first, second = as_text(frame).rows()
    assert dict(zip(TYPES, first, strict=True)) == {kind: text for kind, (_, text) in TYPES.items()}
    assert set(second) == {None}


def test_arrays_documents_and_records_come_apart(postgres_server: Server, database: str) -> None:
    postgres_server.execute(
        database,
        "CREATE TYPE pair AS (a int, b text)",
        "CREATE TABLE t (l text[], j jsonb, r pair)",
        "INSERT INTO t VALUES ('{x,y}', '{\"phone\": \"1\"}', (1, 'z'))",
    )
    frame = read(tables(postgres_server.url(database))["public.t"])
    assert frame.to_dicts() == [{"l.$[*]": ["x", "y"], "j.$.phone": "1", "r.$.a": "1", "r.$.b": "z"}]


@pytest.mark.catalogue("C32")
def test_an_infinite_date_is_incomplete(postgres_server: Server, database: str) -> None:
    postgres_server.execute(database, "CREATE TABLE t (d date)", "INSERT INTO t VALUES ('infinity')")
    (gap,) = pipeline.scan(postgres_server.url(database)).incomplete
    assert "infinite" in gap.reason


@pytest.mark.catalogue("B11")
def test_partitions_are_one_table_and_heirs_are_their_own(postgres_server: Server, database: str) -> None:
    postgres_server.execute(
        database,
        "CREATE TABLE p (v int) PARTITION BY LIST (v)",
        "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
        "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2)",
        "INSERT INTO p VALUES (1), (2)",
        "CREATE TABLE base (v int)",
        "CREATE TABLE heir () INHERITS (base)",
        "INSERT INTO base VALUES (3)",
        "INSERT INTO heir VALUES (4)",
        "CREATE MATERIALIZED VIEW m AS SELECT v FROM p",
        "CREATE VIEW w AS SELECT v FROM base",
    )
    found = {key: sorted(read(table)["v"]) for key, table in tables(postgres_server.url(database)).items()}
    assert found == {"public.p": [1, 2], "public.base": [3], "public.heir": [4], "public.m": [1, 2]}
    assert "public.w" in tables(postgres_server.url(database), views=True)


@pytest.mark.catalogue("B12")
def test_schemas_globs_and_comments(postgres_server: Server, database: str) -> None:
    postgres_server.execute(
        database,
        "CREATE SCHEMA s",
        "CREATE TABLE s.t (v text)",
        "CREATE TABLE u (v text)",
        "COMMENT ON COLUMN s.t.v IS '客户手机'",
    )
    url = postgres_server.url(database)
    assert set(tables(url)) == {"s.t", "public.u"}
    assert set(tables(url, include=("s.*",))) == {"s.t"}
    assert set(tables(url, exclude=("s.*",))) == {"public.u"}
    only = tables(postgres_server.url(database, schema="s"))
    assert {key: table.columns[0].comment for key, table in only.items()} == {"t": "客户手机"}


def hostile(server: Server, database: str) -> None:
    for number, name in enumerate(HOSTILE):
        q = quoted(name)
        server.execute(database, f"CREATE SCHEMA {q}", f"CREATE TABLE {q}.{q} ({q} text NOT NULL)")
        server.execute(
            database, f"COMMENT ON COLUMN {q}.{q}.{q} IS {literal(name)}", f"INSERT INTO {q}.{q} VALUES ('v{number}')"
        )


@pytest.mark.catalogue("B12", "C30")
def test_hostile_names_are_read_and_copied_and_do_nothing(postgres_server: Server, database: str) -> None:
    hostile(postgres_server, database)
    url = postgres_server.url(database)
    found = tables(url)
    assert len(found) == len(HOSTILE)
    assert {t.name: read(t)[t.name].item() for t in found.values()} == {n: f"v{i}" for i, n in enumerate(HOSTILE)}
    findings = pipeline.scan(url)
    assert findings.complete
    for form in ("html", "json", "csv", "md", "table"):
        pipeline.report(findings, form)
    copy = f"{database}_copy"
    postgres_server.execute("postgres", f"CREATE DATABASE {copy}")
    pipeline.mask(url, postgres_server.url(copy), plan=planned(url), key=KEY)
    assert set(tables(postgres_server.url(copy))) == set(found)


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


@pytest.fixture
def shop(postgres_server: Server, database: str) -> str:
    """The URL of a database of customers and their orders."""
    people = canary.people(60, seed=31)
    rows = ", ".join(
        f"({i}, {', '.join(map(literal, row))}, ARRAY[{literal(row[1])}], json_build_object('mail', {literal(row[2])}))"
        for i, row in enumerate(people.select("id_no", "mobile", "email").iter_rows(), 1)
    )
    postgres_server.execute(
        database,
        *OWN_TYPES,
        "CREATE TABLE customers (id serial PRIMARY KEY, id_no text UNIQUE, mobile varchar(40) NOT NULL UNIQUE,"
        " email text, tags text[], extra jsonb, feels mood DEFAULT 'glad', n positive DEFAULT 7, span int4range)",
        f"INSERT INTO customers (id, id_no, mobile, email, tags, extra) VALUES {rows}",
        "CREATE TABLE orders (no bigint PRIMARY KEY, mobile varchar(40) REFERENCES customers (mobile),"
        " amount numeric(10,2), at timestamptz DEFAULT now(), id int REFERENCES customers)",
        "INSERT INTO orders SELECT g, (SELECT mobile FROM customers WHERE id = 1 + g % 60), g * 1.5, now(), 1 + g % 60"
        " FROM generate_series(1, 500) g",
        "CREATE INDEX by_mobile ON orders (mobile)",
    )
    return postgres_server.url(database)


def planned(url: str) -> Plan:
    plan = pipeline.plan(pipeline.scan(url, text="off"))
    decided = {
        key: replace(
            table, columns={name: step if step.operator else Step("keep") for name, step in table.columns.items()}
        )
        for key, table in plan.tables.items()
    }
    return replace(plan, tables=decided)


def masked(url: str, target: str | Path, plan: Plan | None = None) -> None:
    plan = plan or planned(url)
    done = pipeline.mask(url, target, plan=plan, key=KEY)
    assert isinstance(done, pipeline.Masked)
    assert done.incomplete == ()
    verification = pipeline.verify(url, target, plan=plan, key=KEY)
    assert [problem for check in verification.checks for problem in check.problems] == []
    assert verification.passed, verification.incomplete


@pytest.mark.catalogue("B9", "B10")
def test_a_copy_in_another_database_has_types_keys_and_indexes_and_nobody(
    shop: str, postgres_server: Server, database: str
) -> None:
    server, copy = postgres_server, f"{database}_copy"
    server.execute("postgres", f"CREATE DATABASE {copy}")
    masked(shop, server.url(copy))
    kinds = dict(
        server.execute(
            copy,
            "SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
            " JOIN pg_class c ON c.oid = a.attrelid WHERE c.relname IN ('customers', 'orders') AND a.attnum > 0",
        )
    )
    assert kinds["customers.id"] == "integer"
    assert kinds["customers.tags"] == "text[]"
    assert kinds["customers.extra"] == "jsonb"
    assert kinds["customers.span"] == "int4range"
    assert kinds["customers.feels"] == "mood"
    assert kinds["orders.amount"] == "numeric(10,2)"
    named = "conrelid::regclass::text IN ('customers', 'orders')"
    keys = f"SELECT contype::text, count(*) FROM pg_constraint WHERE {named} GROUP BY 1"
    assert dict(server.execute(copy, keys)) == {"p": 2, "u": 2, "f": 2}
    assert server.execute(copy, "SELECT count(*) FROM orders JOIN customers USING (mobile)") == [(500,)]
    assert server.execute(copy, "SELECT count(*) FROM pg_class WHERE relname = 'by_mobile'") == [(1,)]
    assert server.execute(copy, "SELECT sum(amount) FROM orders") == server.execute(
        database, "SELECT sum(amount) FROM orders"
    )
    said = [
        str(server.execute(copy, f"SELECT {table}::text FROM {table}")).encode() for table in ("customers", "orders")
    ]
    names = ("id_no", "mobile", "email")
    assert_no_leak(canary.identifiers(canary.people(60, seed=31), names), [], said)


@pytest.mark.catalogue("B14")
def test_every_path_of_a_copy_gives_masked_values(shop: str, postgres_server: Server, database: str) -> None:
    """As a dump reads it, and as it lies in the files of the server."""
    import subprocess

    server, copy = postgres_server, f"{database}_copy"
    server.execute("postgres", f"CREATE DATABASE {copy}")
    masked(shop, server.url(copy))
    server.execute(copy, "CHECKPOINT")
    ((place,),) = server.execute(copy, "SELECT pg_relation_filepath('customers')")
    heap = (server.folder / "data" / place).read_bytes()
    command = ["pg_dump", "-h", str(server.folder), "-p", str(server.port), "-U", "admin", "--inserts", copy]
    dump = subprocess.run(command, capture_output=True, check=True).stdout
    people = canary.people(60, seed=31)
    assert_no_leak(canary.identifiers(people, ("id_no", "mobile", "email")), [], [heap, dump])


def test_a_copy_in_another_schema(shop: str, postgres_server: Server, database: str) -> None:
    source = f"{shop}&schema=public"
    masked(source, f"{shop}&schema=masked")
    count = "SELECT count(*) FROM masked.customers"
    assert postgres_server.execute(database, count) == [(60,)]


def test_tables_that_are_there_are_never_replaced(shop: str) -> None:
    plan = planned(shop)
    for overwrite in (False, True):
        with pytest.raises(DestinationRefused, match="exists"):
            pipeline.mask(shop, shop, plan=plan, key=KEY, overwrite=overwrite)


@pytest.mark.catalogue("B7")
def test_a_column_that_came_after_the_plan_stops_the_run(shop: str, postgres_server: Server, database: str) -> None:
    plan, copy = planned(shop), f"{database}_copy"
    postgres_server.execute(database, "ALTER TABLE orders ADD phone text")
    postgres_server.execute("postgres", f"CREATE DATABASE {copy}")
    with pytest.raises(PlanError, match="phone is not in the plan"):
        pipeline.mask(shop, postgres_server.url(copy), plan=plan, key=KEY)
    assert tables(postgres_server.url(copy)) == {}


@pytest.mark.catalogue("B10", "B28")
def test_a_copy_that_fails_leaves_nothing_and_says_no_value(shop: str, postgres_server: Server, database: str) -> None:
    server, copy = postgres_server, f"{database}_copy"
    server.execute("postgres", f"CREATE DATABASE {copy}")
    server.execute(
        database,
        "INSERT INTO customers (id, id_no, mobile) VALUES (101, '7', '138-0013-8000'), (102, '8', '13800138000')",
    )
    with pytest.raises(OutputFailed, match="unique key") as failed:
        pipeline.mask(shop, server.url(copy), plan=planned(shop), key=KEY)
    assert "138" not in str(failed.value)
    assert server.execute(copy, "SELECT count(*) FROM pg_class WHERE relname IN ('customers', 'orders')") == [(0,)]


def test_a_role_that_may_not_write_is_told_so(shop: str, postgres_server: Server) -> None:
    plan = planned(shop)
    with pytest.raises(OutputFailed, match="may not write"):
        pipeline.mask(shop, f"{postgres_server.url('postgres', 'reader')}&schema=fresh", plan=plan, key=KEY)


def test_a_database_becomes_files_and_files_a_database(
    shop: str, postgres_server: Server, database: str, tmp_path: Path
) -> None:
    masked(shop, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "public.customers.parquet",
        "public.orders.parquet",
    ]
    people = canary.people(60, seed=31)
    assert_no_leak(canary.identifiers(people, ("id_no", "mobile", "email")), [tmp_path / "out"])
    (tmp_path / "in").mkdir()
    people.write_csv(tmp_path / "in" / "people.csv")
    plan = planned(str(tmp_path / "in"))
    target = f"{shop}&schema=files"
    pipeline.mask(tmp_path / "in", target, plan=plan, key=KEY)
    assert read(tables(target)["people"]).height == 60
