"""PostgreSQL: everything is read, of every type and under every name."""

from __future__ import annotations

import pytest

from piiscan import pipeline
from piiscan.model.text import as_text
from tests.databases.identifiers import HOSTILE
from tests.databases.postgresql_tables import KEY, OWN_TYPES, TYPES, hostile, planned, read, tables
from tests.databases.servers import Server

pytestmark = pytest.mark.usefixtures("no_models")


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
