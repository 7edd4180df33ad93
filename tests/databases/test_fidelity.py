"""What a copy has beside rows and keys: numbering, harmless defaults, enums; and what it has not is told."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.sources import ReadOptions
from tests.databases.engines import keeping
from tests.databases.identifiers import HOSTILE
from tests.databases.postgresql_tables import hostile
from tests.databases.servers import Server

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())


def copied(server: Server, database: str) -> tuple[str, list[str]]:
    """The name of the copy, and what was told."""
    url, copy, said = server.url(database), f"{database}_copy", list[str]()
    plan = keeping(url)
    pipeline.mask(url, server.url(copy), plan=plan, key=KEY, notice=said.append)
    checks = pipeline.verify(url, server.url(copy), plan=plan, key=KEY).checks
    assert [check.problems for check in checks if check.name == "structure"] == [()] * len(plan.tables)
    return copy, said


def test_postgresql_goes_on_counting_and_has_enums_domains_and_harmless_defaults(
    postgres_server: Server, database: str
) -> None:
    server = postgres_server
    server.execute("postgres", f"CREATE DATABASE {database}_copy")
    server.execute(
        database,
        "CREATE TYPE \"mo{od\" AS ENUM ('glad', 'o''sad')",
        "CREATE DOMAIN price AS numeric(10,2) CHECK (VALUE > 0)",
        "CREATE TABLE t (id serial PRIMARY KEY, no bigint GENERATED ALWAYS AS IDENTITY, feels \"mo{od\" DEFAULT 'glad',"
        " also \"mo{od\", p price, n int DEFAULT 7, at timestamptz DEFAULT now(), phone text DEFAULT '13800138000',"
        " twice int GENERATED ALWAYS AS (n * 2) STORED, CHECK (n > 0))",
        "INSERT INTO t (p, also) VALUES (1.50, 'o''sad'), (2, NULL)",
        "CREATE TABLE empty (id serial PRIMARY KEY)",
    )
    copy, said = copied(server, database)
    server.execute(copy, "INSERT INTO t (p) VALUES (3)", "INSERT INTO empty DEFAULT VALUES")
    added = server.execute(copy, "SELECT id, no, feels::text, p::text, n, at IS NULL, phone FROM t WHERE p = 3")
    assert added == [(3, 3, None, "3.00", 7, False, None)]
    kinds = (
        "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = '{}'"
    )
    assert server.execute(copy, kinds.format("also")) == [('"mo{od"',)]
    assert server.execute(copy, kinds.format("p")) == [("numeric(10,2)",)]
    (lost,) = [line for line in said if "not in the copy" in line]
    assert lost.endswith(
        "not in the copy: the default of column feels, the default of column phone, the expression of column twice,"
        " 1 check"
    )
    assert "138" not in lost
    assert sum("views" in line for line in said) == 1


def test_mysql_goes_on_counting_and_has_enums_and_harmless_defaults(mysql_server: Server, mysql_database: str) -> None:
    server = mysql_server
    server.execute(
        mysql_database,
        "CREATE TABLE t (id int unsigned AUTO_INCREMENT PRIMARY KEY, feels enum('glad','sad') DEFAULT 'glad',"
        " n int DEFAULT 7, phone varchar(20) DEFAULT '13800138000', twice int AS (n * 2) STORED, CHECK (n > 0))",
        "INSERT INTO t (feels) VALUES ('sad'), (NULL)",
        "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.n = 8",
        "CREATE TABLE parts (v int) PARTITION BY HASH (v) PARTITIONS 3",
    )
    copy, said = copied(server, mysql_database)
    server.execute(copy, "INSERT INTO t (feels) VALUES ('glad')")
    assert server.execute(copy, "SELECT id, n, phone FROM t WHERE id > 2") == [(3, 7, None)]
    kinds = "SELECT column_type FROM information_schema.columns WHERE table_schema = '{}' AND table_name = 't'"
    assert server.execute(None, kinds.format(copy)) == server.execute(None, kinds.format(mysql_database))
    lost = [line.rpartition("!")[2] for line in said if "not in the copy" in line]
    assert lost == [
        "parts: not in the copy: 3 partitions",
        "t: not in the copy: the expression of column twice, the default of column feels, the default of column phone,"
        " 1 check, 1 trigger",
    ]


def test_hostile_names_go_into_files_of_csv_and_duckdb_and_do_nothing(
    postgres_server: Server, database: str, tmp_path: Path
) -> None:
    hostile(postgres_server, database)
    url = postgres_server.url(database)
    plan = keeping(url)
    for target, options in ((tmp_path / "out", ReadOptions(tables_as="csv")), (f"duckdb:///{tmp_path}/o.duckdb", None)):
        pipeline.mask(url, target, plan=plan, key=KEY, options=options)
        verification = pipeline.verify(url, target, plan=plan, key=KEY)
        assert verification.incomplete == ()
        assert [check.problems for check in verification.checks if check.name == "structure"] == [()] * len(HOSTILE)
