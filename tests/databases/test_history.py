"""A team's database of what happened, on PostgreSQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from piiscan.audit import Log
from piiscan.errors import AuditRefused, OutputFailed
from piiscan.pipeline.history.filling import fill
from piiscan.pipeline.history.reading import entries
from tests.databases.servers import Server


def test_workspaces_share_one_database(postgres_server: Server, database: str, tmp_path: Path) -> None:
    url = postgres_server.url(database)
    logs = [Log(tmp_path / name, name) for name in ("one", "two")]
    for rows, log in enumerate(logs, 1):
        log.append("mask", {"partner": "acme", "rows": rows})
        assert fill(log, url).new == 2
    assert sorted(e.facts["rows"] for e in entries(url) if e.event == "mask") == [1, 2]
    assert postgres_server.execute(database, "SELECT sum(rows)::int FROM lines WHERE partner = 'acme'") == [(3,)]
    postgres_server.execute(database, "DELETE FROM lines WHERE rows = 1")
    with pytest.raises(AuditRefused, match="the database was changed"):
        entries(url)


def test_what_the_server_says_is_not_shown(postgres_server: Server, database: str, tmp_path: Path) -> None:
    log = Log(tmp_path / "one")
    log.append("mask", {"rows": 1})
    with pytest.raises(OutputFailed, match=r"cannot be used: \w+$"):
        fill(log, postgres_server.url("nowhere"))
