"""Masked copies in MySQL and MariaDB: types and names as in the source, and nothing where the connection is cut."""

from __future__ import annotations

import time
from contextlib import suppress
from hashlib import sha256
from threading import Thread

import pymysql
import pytest

from piiscan import pipeline
from piiscan.errors import PiiscanError
from piiscan.keys import MasterKey
from piiscan.sources.databases.quoting import quoted
from tests.databases.engines import Engine, keeping, shop
from tests.databases.identifiers import HOSTILE
from tests.databases.servers import Server
from tests.databases.test_mysql import TYPES

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())


@pytest.mark.catalogue("B8")
def test_every_type_is_copied_as_it_is(mysql_server: Server, mysql_database: str) -> None:
    columns = ", ".join(f"c{i} {kind}" for i, kind in enumerate([*TYPES, "FLOAT", "TIMESTAMP NULL", "TIME(3)"]))
    values = ", ".join([*(value for value, _ in TYPES.values()), "16777217", "'2026-01-02 03:04:05'", "'-100:00:00.5'"])
    server, copy = mysql_server, f"{mysql_database}_copy"
    server.execute(
        mysql_database, "SET sql_mode = ''", f"CREATE TABLE t ({columns})", f"INSERT INTO t VALUES ({values})"
    )
    url = server.url(mysql_database)
    pipeline.mask(url, server.url(copy), plan=keeping(url), key=KEY)
    checks = pipeline.verify(url, server.url(copy), plan=keeping(url), key=KEY).checks
    assert [check.problems for check in checks if check.name == "structure"] == [()]
    kinds = (
        "SELECT column_name, column_type, is_nullable, character_set_name, collation_name"
        " FROM information_schema.columns WHERE table_schema = '{}' ORDER BY ordinal_position"
    )
    assert server.execute(copy, kinds.format(copy)) == server.execute(copy, kinds.format(mysql_database))
    assert server.execute(copy, "SELECT * FROM t") == server.execute(mysql_database, "SELECT * FROM t")


def test_hostile_names_are_copied_and_do_nothing(mysql_server: Server, mysql_database: str) -> None:
    """MySQL takes no blank at the end of a name, and none beyond the basic plane."""
    names = sorted({n.lower(): n for n in HOSTILE if n == n.rstrip() and max(n) < "\U00010000"}.values())
    server, copy = mysql_server, f"{mysql_database}_copy"
    for number, name in enumerate(names):
        q = quoted(name, "`")
        server.execute(
            mysql_database,
            f"CREATE TABLE {q} ({q} INT PRIMARY KEY, v INT, KEY {q} (v))",
            f"INSERT INTO {q} VALUES ({number}, 1)",
        )
    url = server.url(mysql_database)
    pipeline.mask(url, server.url(copy), plan=keeping(url), key=KEY)
    assert pipeline.verify(url, server.url(copy), plan=keeping(url), key=KEY).passed
    found = [server.execute(copy, f"SELECT * FROM {quoted(name, '`')}") for name in names]
    assert found == [[(number, 1)] for number in range(len(names))]


def test_rows_are_found_by_their_masked_keys_and_one_too_many_or_few_is_told(mysql_server: Server) -> None:
    engine = shop(mysql_server)
    shared = pipeline.share(engine.url, engine.copy, key=KEY)
    server = engine.server
    assert not pipeline.verify(engine.url, engine.copy, plan=shared.plan).passed
    server.execute(engine.target, "INSERT INTO customers VALUES ('x', 'y', 'z')")
    more = pipeline.verify(engine.url, engine.copy, plan=shared.plan, key=KEY)
    assert "the source has 60 rows, the copy 61" in str(more.checks)
    server.execute(engine.target, "DELETE FROM orders", "DELETE FROM customers LIMIT 2")
    less = pipeline.verify(engine.url, engine.copy, plan=shared.plan, key=KEY)
    assert not less.passed


def test_a_copy_whose_connection_is_cut_leaves_nothing(mysql_server: Server) -> None:
    engine, ends = shop(mysql_server), set()
    many = ", ".join(f"({no}, NULL, 1)" for no in range(1000, 60_000))
    engine.server.execute(engine.source, f"INSERT INTO orders VALUES {many}")
    plan, before = pipeline.plan(pipeline.scan(engine.url)), engine.state()
    for wait in (0.0, 0.3, 0.8):
        killer = Thread(target=_kill, args=(engine, wait))
        killer.start()
        try:
            pipeline.mask(engine.url, engine.copy, plan=plan, key=KEY)
        except PiiscanError:
            ends.add("refused")
            assert engine.tables() == []
        else:
            ends.add("whole")
            assert engine.server.execute(engine.target, "SELECT count(*) FROM orders")[0][0] == 59_120
            engine.server.execute(None, f"DROP DATABASE {engine.target}")
        killer.join()
    assert "refused" in ends
    assert engine.state() == before


def _kill(engine: Engine, wait: float) -> None:
    """The connection that writes, so long after it came: it is in no database."""
    writing = "SELECT id FROM information_schema.processlist WHERE db IS NULL AND id <> CONNECTION_ID()"
    while not engine.server.execute(None, writing):
        time.sleep(0.01)
    time.sleep(wait)
    for (number,) in engine.server.execute(None, writing):
        with suppress(pymysql.err.MySQLError):  # it may have ended meanwhile
            engine.server.execute(None, f"KILL {number}")
