"""However a connection breaks, a result is whole, or says that it is not, or there is none.

24 connections are cut at a commit, 200 at night.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from threading import Timer
from time import monotonic

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import PiiscanError
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan
from piiscan.sources.databases.quoting import literal
from tests.catalogue.size import size
from tests.databases import servers
from tests.databases.cutting import killed, relayed
from tests.databases.servers import PASSWORD, Server
from tests.leaks import canary

pytestmark = [
    pytest.mark.usefixtures("no_models"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # drivers cannot close what was cut
]
KEY = MasterKey(sha256(b"the key of these tests").digest())
CUTS = size(24, 200)
ROWS = {"people": 12_000, "notes": 300}
Work = Callable[[str], str]
"""Something done with the database of a URL: how it ended, `whole`, `incomplete` or `refused`, once that is proven."""


def fill(server: Server, database: str) -> None:
    """Two tables, of which one comes in many blocks."""
    people = canary.people(ROWS["notes"], seed=53).select("id_no", "mobile", "email", "name_zh")
    values = ", ".join(f"({', '.join(map(literal, row))})" for row in people.iter_rows())
    columns = "id_no varchar(40), mobile varchar(40), email varchar(80), name_zh varchar(40)"
    more = f"INSERT INTO people SELECT notes.*, '{'x' * 300}' FROM notes"
    granted = {
        "postgresql": "GRANT SELECT ON ALL TABLES IN SCHEMA public TO guarded",
        "mysql": f"GRANT SELECT ON {database}.* TO guarded@'%'",
    }
    server.execute(
        database,
        f"CREATE TABLE notes ({columns})",
        f"INSERT INTO notes VALUES {values}",
        f"CREATE TABLE people ({columns}, pad varchar(300))",
        *[more] * (ROWS["people"] // ROWS["notes"]),
        granted[server.scheme],
    )


@pytest.fixture(params=["postgres", "mysql"])
def filled(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> tuple[Server, str]:
    engine = request.param
    server: Server = request.getfixturevalue(f"{engine}_server")
    database: str = request.getfixturevalue("database" if engine == "postgres" else "mysql_database")
    fill(server, database)
    monkeypatch.setenv("PIISCAN_DB_PASSWORD", PASSWORD)
    return server, database


def scanned(url: str) -> str:
    findings = pipeline.scan(url, text="off")
    assert all(table.rows == table.rows_scanned == ROWS[table.table] for table in findings.tables)
    assert not findings.complete or len(findings.tables) == len(ROWS)
    return "whole" if findings.complete else "incomplete"


def copied_to(folder: Path, plan: Plan) -> Work:
    """Into files: each that is there has all rows."""

    def copied(url: str) -> str:
        shutil.rmtree(folder, ignore_errors=True)
        try:
            masked = pipeline.mask(url, folder, plan=plan, key=KEY)
        except PiiscanError:
            assert not folder.exists()
            return "refused"
        assert isinstance(masked, pipeline.Masked)
        found = {path.stem.rpartition(".")[2]: len(pl.read_parquet(path)) for path in folder.glob("*")}
        assert all(ROWS[name] == rows for name, rows in found.items())
        assert masked.incomplete or len(found) == len(ROWS)
        return "incomplete" if masked.incomplete else "whole"

    return copied


def loaded_into(server: Server, database: str, plan: Plan) -> Work:
    """Into another database: all tables with all rows, or nothing."""

    def loaded(url: str) -> str:
        server.execute("postgres", f"DROP DATABASE IF EXISTS {database} (FORCE)", f"CREATE DATABASE {database}")
        try:
            masked = pipeline.mask(url, server.url(database), plan=plan, key=KEY)
        except PiiscanError:
            left = "SELECT count(*) FROM pg_class WHERE relname IN ('people', 'notes')"
            assert server.execute(database, left) == [(0,)]
            return "refused"
        assert isinstance(masked, pipeline.Masked)
        if masked.incomplete:
            return "incomplete"
        for name, rows in ROWS.items():
            schema = (plan.tables and next(iter(plan.tables)).rpartition(".")[0]) or "public"
            assert server.execute(database, f"SELECT count(*) FROM {schema}.{name}") == [(rows,)]
        return "whole"

    return loaded


def over_tcp(server: Server, database: str, port: int) -> str:
    return server.over_tcp(database, "guarded").replace(f":{server.port}/", f":{port}/")


def ends(server: Server, database: str, work: Work, times: int, rng: Random) -> Iterator[str]:
    """How the work ends where half of the connections are cut after some bytes, and half after some time."""
    with relayed(server) as relay:
        began = monotonic()
        assert work(over_tcp(server, database, relay.port)) == "whole"
        took, passed = monotonic() - began, relay.passed
    for _ in range(times // 2):
        with relayed(server, rng.randrange(passed)) as relay:
            yield work(over_tcp(server, database, relay.port))
    for _ in range(times - times // 2):
        with killed(server, rng.uniform(0, took)):
            yield work(over_tcp(server, database, server.port))


@pytest.mark.catalogue("C26")
@pytest.mark.parametrize("verb", ["scan", "files", "database"])
def test_a_cut_connection_gives_a_whole_result_or_one_that_says_it_is_not(
    filled: tuple[Server, str], verb: str, postgres_server: Server, tmp_path: Path
) -> None:
    server, database = filled
    plan = pipeline.plan(pipeline.scan(over_tcp(server, database, server.port), text="off"))
    work = {
        "scan": scanned,
        "files": copied_to(tmp_path / "out", plan),
        "database": loaded_into(postgres_server, f"{database}_{server.scheme}_copy", plan),
    }[verb]
    found = Counter(ends(server, database, work, max(4, -(-CUTS // 6)), Random(f"{server.scheme} {verb}")))
    print(f"{server.scheme} {verb}: {dict(found)}")
    gc.collect()  # drivers complain of what was cut when they let go of it
    assert found["incomplete"] + found["refused"] > 0


@pytest.mark.catalogue("C26")
@pytest.mark.parametrize("after", [0.3, 1.0])
def test_a_server_that_stops_is_incomplete(after: float) -> None:
    with servers.postgresql() as server:
        server.execute("postgres", "CREATE ROLE guarded LOGIN")
        fill(server, "postgres")
        postmaster = int((server.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        stop = Timer(after, os.kill, (postmaster, signal.SIGQUIT))
        stop.start()
        while scanned(server.url("postgres")) == "whole":
            pass
        stop.join()
