"""The database of what happened is an index: made again from logs and signed documents, and no one else's word."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from piiscan.audit import Log
from piiscan.errors import AuditRefused, UsageError
from piiscan.pipeline.history.filling import fill
from piiscan.pipeline.history.reading import entries, listed
from piiscan.pipeline.releasing.listing import listed as local
from tests.leaks import canary, oracle
from tests.release.made import Office, customers, moved


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'team' / 'history.db'}"


def database(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_it_says_what_the_logs_and_the_signed_documents_say(house: Office, url: str) -> None:
    log = house.house.log
    filled = fill(log, url)
    assert filled.new == filled.lines == len(log.entries())
    assert entries(url) == log.entries()
    assert [(each.standing, each.manifest, each.state) for each in listed(url)] == [
        (each.standing, each.manifest, each.state) for each in local(log)
    ]


def test_only_what_is_new_is_added_and_a_team_sees_all_workspaces(
    house: Office, waits: str, url: str, tmp_path: Path
) -> None:
    fill(house.house.log, url)
    house.approve(waits, "bao")
    assert fill(house.house.log, url).new == 1
    assert fill(house.house.log, url).new == 0
    other = Log(tmp_path / "other")
    other.append("mask", {"partner": "acme", "rows": 7})
    assert fill(other, url).new == 2
    assert len(entries(url)) == len(house.house.log.entries()) + 2
    assert next(each for each in listed(url) if each.standing.release == waits).state == "1 of 2 approvals"


def test_it_is_made_again_from_nothing(house: Office, url: str) -> None:
    fill(house.house.log, url)
    before = listed(url)
    database(url).unlink()
    fill(house.house.log, url)
    assert listed(url) == before


def test_it_remembers_logs_that_were_cut_off_or_written_anew(
    house: Office, waits: str, url: str, tmp_path: Path
) -> None:
    copy = moved(tmp_path / "before", house)
    house.approve(waits, "bao")
    fill(house.house.log, url)
    with pytest.raises(AuditRefused, match="cut off, rolled back or written anew"):
        fill(copy.house.log, url)
    copy.approve(waits, "lin")
    with pytest.raises(AuditRefused, match="cut off, rolled back or written anew"):
        fill(copy.house.log, url)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE lines SET line = replace(line, 'release.request', 'release.approve') WHERE position > 1",
        "DELETE FROM lines WHERE position = (SELECT max(position) FROM lines)",
        "DELETE FROM lines WHERE position = 3",
        "UPDATE logs SET size = size - 1",
        "UPDATE logs SET root = lower(hex(zeroblob(32)))",
    ],
)
def test_a_database_that_was_changed_is_not_believed(house: Office, url: str, change: str) -> None:
    fill(house.house.log, url)
    with closing(sqlite3.connect(database(url))) as connection, connection:
        connection.execute(change)
    with pytest.raises(AuditRefused, match="the database was changed"):
        listed(url)


def test_a_manifest_that_was_changed_is_not_shown(house: Office, waits: str, url: str) -> None:
    fill(house.house.log, url)
    with closing(sqlite3.connect(database(url))) as connection, connection:
        connection.execute("UPDATE documents SET content = replace(content, 'payload', 'Payload')")
    assert {each.state for each in listed(url)} == {"changed or missing"}


def test_people_ask_it_in_sql(house: Office, waits: str, url: str) -> None:
    house.approve(waits, "bao")
    fill(house.house.log, url)
    with closing(sqlite3.connect(database(url))) as connection:
        asked = "SELECT partner, purpose, count(*) FROM lines WHERE event = 'release.request' GROUP BY partner, purpose"
        assert connection.execute(asked).fetchall() == [("acme", "churn", 2)]
        approvals = "SELECT count(*) FROM lines WHERE event = 'release.approve' AND release = ?"
        assert connection.execute(approvals, (waits,)).fetchone() == (1,)


def test_a_later_version_is_refused_and_so_is_another_kind(house: Office, url: str) -> None:
    fill(house.house.log, url)
    with closing(sqlite3.connect(database(url))) as connection, connection:
        connection.execute("UPDATE piiscan_version SET version = 99")
    with pytest.raises(UsageError, match="later version"):
        entries(url)
    with pytest.raises(UsageError, match="SQLite, or in PostgreSQL"):
        entries("mysql://root@localhost/x")


def test_it_holds_nobody(house: Office, url: str) -> None:
    fill(house.house.log, url)
    people = canary.people(len(customers()), seed=31)
    oracle.assert_no_leak(canary.identifiers(people), [database(url)], {})
