"""Tables of PostgreSQL by JDBC: the statement and the snapshot of the local engine, in as many parts as there are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import UsageError
from piiscan.model.plan import Step
from piiscan.sources.databases.postgresql import parts
from piiscan.sources.databases.quoting import literal
from tests.databases import servers
from tests.databases.servers import Server
from tests.spark.conftest import JDBC, KEY, planned, rows
from tests.spark.test_scan import alike

pytestmark = [
    pytest.mark.usefixtures("no_models"),
    pytest.mark.skipif(not JDBC.exists(), reason="apt-get install libpostgresql-jdbc-java"),
]

_COLUMNS = (
    "id int PRIMARY KEY, name text, mobile varchar(20), host inet, raw bytea, born date, seen timestamp,"
    " at timestamptz, paid numeric DEFAULT 1.50, code uuid DEFAULT gen_random_uuid(), yes bool DEFAULT true,"
    " share float8 DEFAULT random(), big int8 DEFAULT 10000000000, small int2 DEFAULT 7, part float4 DEFAULT 0.1"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with servers.postgresql() as started:
        started.execute("postgres", "CREATE ROLE reader LOGIN", "CREATE DATABASE shop")
        yield started


@pytest.fixture(scope="module")
def url(server: Server, people: pl.DataFrame) -> str:
    values = [
        f"({i}, {literal(p['name_zh'])}, {literal(p['mobile'])}, {literal(p['ip'])}, {literal(p['email'])}::bytea,"
        f" '{p['birth_date']}', '{p['birth_date']} 01:02:03.000004', '{p['birth_date']} 01:02:03+08')"
        for i, p in enumerate(people.head(200).iter_rows(named=True))
    ]
    server.execute(
        "shop",
        f"CREATE TABLE people ({_COLUMNS})",
        f"INSERT INTO people VALUES {', '.join(values)}",
        "INSERT INTO people (id, mobile, paid, code, yes, share) VALUES (999, '', 'NaN', NULL, NULL, 'Infinity')",
        "GRANT SELECT ON people TO reader",
    )
    return server.over_tcp("shop", "reader")


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 2)


@pytest.mark.usefixtures("in_parts")
def test_findings_and_masked_rows_are_those_of_the_local_engine(url: str, tmp_path: Path) -> None:
    assert alike(pipeline.scan(url), pipeline.scan(url, engine="spark"))
    plan = planned(url, id=Step("keep"))
    pipeline.mask(url, tmp_path / "here", plan=plan, key=KEY)
    masked = pipeline.mask(url, tmp_path / "there", plan=plan, key=KEY, engine="spark")
    here, there = rows(tmp_path / "here"), rows(tmp_path / "there" / "public.people.parquet")
    assert masked.rows == len(here) == 201
    assert there.sort("id").equals(here.sort("id"))


@pytest.mark.usefixtures("in_parts")
def test_all_parts_are_read_in_the_snapshot_of_the_scan(url: str, server: Server) -> None:
    from piiscan.pipeline.opening import veiled_names
    from piiscan.pipeline.spark.opening import opened
    from piiscan.sources import ReadOptions
    from piiscan.sources.spark.table import halves

    (table,) = opened(url, ReadOptions(), veiled_names())
    inner, _ = halves(table)
    assert inner.rows.rdd.getNumPartitions() > 1
    server.execute("shop", "CREATE TABLE removed AS SELECT * FROM people", "DELETE FROM people WHERE id < 50")
    try:
        assert inner.rows.count() == 201
    finally:
        server.execute("shop", "INSERT INTO people SELECT * FROM removed WHERE id < 50", "DROP TABLE removed")


@pytest.mark.usefixtures("url")
def test_what_jdbc_cannot_reach_is_refused(server: Server) -> None:
    with pytest.raises(UsageError, match="JDBC has no"):
        pipeline.scan(server.url("shop", "reader"), engine="spark")
