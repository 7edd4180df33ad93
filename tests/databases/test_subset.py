"""A subset of a database: every foreign key holds in the copy, and verify finds the same rows again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.errors import PlanError, UsageError
from piiscan.keys import MasterKey
from piiscan.model.finding import Incomplete
from piiscan.policy.plans import load_plan, render_plan
from tests.databases.schemas.schema import Schema
from tests.databases.servers import Server
from tests.databases.test_schemas import RENTAL_ZH, TRADE_ZH, decisions

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())


def shared(schema: Schema, server: Server, database: str, target: str, *subset: str) -> pipeline.Shared:
    schema.load(server, database)
    url = server.url(database)
    done = pipeline.share(url, target, key=KEY, decisions=decisions(pipeline.scan(url)), subset=subset)
    assert done.verification is not None
    assert [problem for check in done.verification.checks for problem in check.problems] == []
    assert done.shared
    return done


def test_customers_come_with_their_rentals_and_with_the_films_but_not_with_other_customers(
    postgres_server: Server, database: str, tmp_path: Path
) -> None:
    server, copy = postgres_server, f"{database}_copy"
    server.execute("postgres", f"CREATE DATABASE {copy}")
    done = shared(RENTAL_ZH, server, database, server.url(copy), "public.kehu where xb = '男' limit 20")
    counted = {
        table: (
            server.execute(copy, f"SELECT count(*) FROM {table}")[0][0],
            server.execute(database, f"SELECT count(*) FROM {table}")[0][0],
        )
        for table in RENTAL_ZH.tables
    }
    assert counted["kehu"] == (20, 240)
    wanted = server.execute(copy, "SELECT count(*) FROM zulin JOIN kehu USING (kehu_id)")
    assert wanted == [(counted["zulin"][0],)]
    assert 0 < counted["zulin"][0] < counted["zulin"][1]
    assert counted["fukuan"][0] == counted["zulin"][0]
    assert 0 < counted["kucun"][0] < counted["kucun"][1]
    assert counted["leibie"][0] == 0  # nothing in the subset refers to a genre
    references = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
    assert server.execute(copy, references)[0][0] >= 14
    (tmp_path / "plan.yaml").write_text(render_plan(done.plan), encoding="utf-8")
    plan = load_plan(tmp_path / "plan.yaml")
    assert plan == done.plan
    url = server.url(database)
    assert pipeline.verify(url, server.url(copy), plan=plan, key=KEY).passed
    server.execute(database, "UPDATE kehu SET xb = '男'")
    assert not pipeline.verify(url, server.url(copy), plan=plan, key=KEY).passed


def test_a_subset_of_mysql_becomes_files(mysql_server: Server, mysql_database: str, tmp_path: Path) -> None:
    said = "订单 where 订单编号 <= 5"
    done = shared(TRADE_ZH, mysql_server, mysql_database, str(tmp_path / "out"), said, "大区")
    rows = {check.table: check.figures["rows"] for check in done.verification.checks if check.name == "structure"}  # type: ignore[union-attr]
    assert rows["订单"] == rows["发票"] == 5
    assert rows["大区"] == 4
    assert 0 < rows["客户"] <= 5  # type: ignore[operator]
    assert rows["客户所属类型"] == 0


def test_what_is_no_server_or_names_a_person_has_no_subset(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,name\n1,x\n")
    findings = pipeline.scan(tmp_path / "a.csv", text="off")
    with pytest.raises(PlanError, match="a database on a server"):
        pipeline.mask(
            tmp_path / "a.csv", tmp_path / "b.csv", plan=pipeline.plan(findings, subset=["a.csv where id = 1"]), key=KEY
        )
    with pytest.raises(UsageError, match="holds CN_MOBILE"):
        pipeline.plan(findings, subset=["a.csv where name = '13800138000'"])


def test_a_table_that_cannot_be_read_leaves_the_copy_incomplete(postgres_server: Server, database: str) -> None:
    server, copy = postgres_server, f"{database}_copy"
    server.execute("postgres", f"CREATE DATABASE {copy}")
    server.execute(
        database,
        "CREATE TABLE a (id int PRIMARY KEY)",
        "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a)",
        "INSERT INTO a VALUES (1), (2)",
        "INSERT INTO b VALUES (1, 1)",
        "GRANT SELECT ON b TO reader",
    )
    url = server.url(database, "reader")
    plan = pipeline.plan(pipeline.scan(url), subset=["public.b"])
    masked = pipeline.mask(url, server.url(copy), plan=plan, key=KEY)
    assert isinstance(masked, pipeline.Masked)
    assert [type(left) for left in masked.incomplete] == [Incomplete]
