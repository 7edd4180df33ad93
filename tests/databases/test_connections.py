"""Several tables are scanned at the same time, in one snapshot and within a limit, and the result is the same."""

from __future__ import annotations

import gc
from dataclasses import replace
from threading import Lock
from typing import Any

import pytest

from piiscan import pipeline
from piiscan.model.finding import Findings
from piiscan.sources.databases.postgresql import connecting
from tests.databases.servers import Server

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.fixture
def tables(postgres_server: Server, database: str) -> str:
    """The URL of ten tables, one of which cannot be read to its end."""
    for number in range(10):
        postgres_server.execute(
            database,
            f"CREATE TABLE t{number} AS SELECT g AS id, '138' || lpad((g * 7919)::text, 8, '0') AS mobile,"
            f" DATE '2020-01-01' + {number} AS d FROM generate_series(1, 3000) g",
        )
    postgres_server.execute(database, "INSERT INTO t4 VALUES (0, NULL, 'infinity')")
    return postgres_server.url(database)


def timeless(findings: Findings) -> Findings:
    return replace(findings, seconds=0.0, started="")


def test_the_findings_are_those_of_one_connection(tables: str) -> None:
    alone = pipeline.scan(tables)
    assert [gap.source.rpartition("!")[2] for gap in alone.incomplete] == ["public.t4"]
    assert timeless(pipeline.scan(f"{tables}&connections=4")) == timeless(alone)


def test_there_are_never_more_connections_than_asked_for(
    tables: str, postgres_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One more holds the snapshot."""
    connect, lock, numbers = connecting.connection, Lock(), {"open": 0, "most": 0}

    def counted(more: int) -> None:
        with lock:
            numbers["open"] += more
            numbers["most"] = max(numbers.values())

    def counting(*args: Any, **named: Any) -> Any:
        made = connect(*args, **named)
        close, made.close = made.close, lambda: (counted(-1), close())
        counted(1)
        return made

    monkeypatch.setattr(connecting, "connection", counting)
    assert len(pipeline.scan(f"{tables}&connections=3").tables) == 9
    gc.collect()
    assert numbers["open"] == 0
    assert 2 < numbers["most"] <= 4
