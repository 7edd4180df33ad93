"""What a database has beside rows and plain keys is in the copy, or it is told that it is not: nothing goes unsaid."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from tests.databases.engines import keeping
from tests.databases.servers import Server

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())
ONE_OF_EACH = (
    "CREATE FUNCTION own(int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT $1'",
    "CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TABLE t (id int PRIMARY KEY, name text, n int DEFAULT 7, span int4range, place point,"
    " twice int GENERATED ALWAYS AS (n * 2) STORED, CHECK (n > 0), EXCLUDE USING gist (span WITH &&))",
    "INSERT INTO t VALUES (1, 'x', 1, '[1,2)', '(1,2)'), (2, 'y', 2, '[3,4)', '(3,4)')",
    'CREATE INDEX part ON t (n) WHERE n > 1 AND "span" IS NOT NULL',
    "CREATE UNIQUE INDEX shape ON t ((n + 1), id DESC)",
    "CREATE INDEX near ON t USING gist (place)",
    "CREATE INDEX calls ON t (own(n))",
    "CREATE INDEX says ON t (n) WHERE name <> '13800138000'",
    "CREATE INDEX low ON t (lower(name))",
    "CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION act()",
    "CREATE RULE ru AS ON DELETE TO t DO INSTEAD NOTHING",
    "CREATE POLICY p ON t USING (n > 0)",
    "CREATE STATISTICS st ON id, n FROM t",
    "COMMENT ON TABLE t IS '13800138000'",
    "COMMENT ON INDEX low IS 'low'",
    "CREATE VIEW v AS SELECT id FROM t",
)
INDEXES = "SELECT indexname::text FROM pg_indexes WHERE tablename = 't' AND indexname IN ({}) ORDER BY 1"
NAMES = "'part', 'shape', 'near', 'calls', 'says', 'low'"
BESIDE = (
    "the expression of column twice, 1 check, 1 exclusion constraint, 1 trigger, 1 rule, 1 policy, 1 statistics object,"
    " 2 comments, 1 dependent view"
)


def told(said: list[str]) -> list[str]:
    return [line.partition("not in the copy: ")[2] for line in said if "not in the copy" in line]


def masked(plan: Plan, table: str, **steps: Step) -> Plan:
    changed = replace(plan.tables[table], columns={**plan.tables[table].columns, **steps})
    return replace(plan, tables={**plan.tables, table: changed})


def test_postgresql_makes_indexes_by_definition_and_tells_all_else(postgres_server: Server, database: str) -> None:
    server, said = postgres_server, list[str]()
    server.execute(database, *ONE_OF_EACH)
    server.execute("postgres", f"CREATE DATABASE {database}_copy")
    url, copy = server.url(database), server.url(f"{database}_copy")
    pipeline.mask(url, copy, plan=keeping(url), key=KEY, notice=said.append)
    assert told(said) == [f"{BESIDE}, index calls, index says"]
    definitions = "SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = 't'::regclass ORDER BY 1"
    expected = {
        line
        for (line,) in server.execute(database, definitions)
        if not any(word in line for word in ("calls", "says", "t_span_excl"))
    }
    assert {line for (line,) in server.execute(f"{database}_copy", definitions)} == expected
    assert "138" not in "".join(said)


def test_an_index_that_touches_a_masked_column_is_told_and_not_made(postgres_server: Server, database: str) -> None:
    server, said = postgres_server, list[str]()
    server.execute(database, *ONE_OF_EACH)
    server.execute("postgres", f"CREATE DATABASE {database}_copy")
    url = server.url(database)
    plan = masked(keeping(url), "public.t", name=Step("redact"), n=Step("drop"))
    pipeline.mask(url, server.url(f"{database}_copy"), plan=plan, key=KEY, notice=said.append)
    assert told(said)[0].endswith("index calls, index low, index part, index says, index shape")
    assert server.execute(f"{database}_copy", INDEXES.format(NAMES)) == [("near",)]


def test_other_engines_tell_what_they_do_not_make(
    postgres_server: Server, mysql_server: Server, database: str, tmp_path: Path
) -> None:
    server = postgres_server
    server.execute(
        database,
        "CREATE TABLE a (id serial PRIMARY KEY, n int DEFAULT 7, b int)",
        "CREATE TABLE b (id int PRIMARY KEY REFERENCES a (id))",
        "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (id)",
        "CREATE INDEX part ON a (n) WHERE n > 1",
    )
    url, said = server.url(database), list[str]()
    pipeline.mask(url, mysql_server.url(f"{database}_lacks"), plan=keeping(url), key=KEY, notice=said.append)
    assert told(said) == ["the default of column n, index part"]
    said.clear()
    pipeline.mask(url, f"duckdb:///{tmp_path}/o.duckdb", plan=keeping(url), key=KEY, notice=said.append)
    assert told(said) == [
        "the numbering of column id, the default of column n, the reference of b to b, index part",
    ]


def test_mysql_tells_indexes_of_parts_of_columns_and_of_words(mysql_server: Server, mysql_database: str) -> None:
    server, said = mysql_server, list[str]()
    server.execute(
        mysql_database,
        "CREATE TABLE t (id int PRIMARY KEY, note text, KEY part (note(5)), FULLTEXT KEY words (note)) COMMENT 'x'",
    )
    url = server.url(mysql_database)
    pipeline.mask(url, server.url(f"{mysql_database}_copy"), plan=keeping(url), key=KEY, notice=said.append)
    assert told(said) == ["1 comment, index part, index words"]


def test_duckdb_tells_defaults_checks_and_expressions(tmp_path: Path) -> None:
    path, said = tmp_path / "a.duckdb", list[str]()
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t (a INTEGER DEFAULT 3, b INTEGER AS (a * 2), CHECK (a > 1))")
        connection.execute("INSERT INTO t (a) VALUES (2), (3)")
        connection.execute("CREATE INDEX i ON t ((a + 1))")
    pipeline.mask(path, tmp_path / "b.duckdb", plan=keeping(str(path)), key=KEY, notice=said.append)
    assert told(said) == ["the default of column a, the default of column b, 1 check, index i"]
