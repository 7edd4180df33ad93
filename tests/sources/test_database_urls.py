"""URLs of databases: no password in them, none in what is said, and no word of a driver."""

from __future__ import annotations

from pathlib import Path

import pytest

from piiscan.errors import UsageError
from piiscan.sources.databases.sampling import FULL, SAMPLE, share_of
from piiscan.sources.databases.urls import PASSWORD, is_url, located, without_scheme
from tests.leaks.runner import Runner

SECRET = "correct-horse"
WITH_PASSWORD = (
    f"postgresql://reader:{SECRET}@localhost/shop",
    f"mysql://reader:{SECRET}@localhost/shop",
    f"postgresql://localhost/shop?password={SECRET}",
    f"postgresql://localhost/shop?sslpassword={SECRET}",
    f"mysql://localhost/shop?passwd={SECRET}",
    f"oracle://reader:{SECRET}@localhost/shop",
    f"sqlserver://reader:{SECRET}@[broken/shop",
)


@pytest.mark.parametrize("url", WITH_PASSWORD)
@pytest.mark.parametrize("command", ["scan", "mask", "verify", "share"])
def test_a_password_in_a_url_is_refused_and_not_repeated(command: str, url: str, run: Runner) -> None:
    more = {"scan": [], "mask": ["out"], "verify": ["out"], "share": ["out", "--key", "env:KEY"]}[command]
    done = run(command, url, *more)
    assert done.exit_code == 2
    assert SECRET.encode() not in done.stdout + done.stderr


def test_the_refusal_names_other_ways(run: Runner) -> None:
    said = run("scan", WITH_PASSWORD[0]).stderr.decode()
    for way in (PASSWORD, "?password=env:NAME", "?password=file:PATH", ".pgpass"):
        assert way in said


def test_a_password_in_a_destination_is_refused(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a\n1\n")
    done = run("share", tmp_path / "a.csv", WITH_PASSWORD[0], "--key", "env:KEY")
    assert (done.exit_code, SECRET.encode() in done.stderr) == (2, False)


def test_a_location_holds_no_password_and_shows_neither_user_nor_query(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o600)
    monkeypatch.setenv("ANOTHER", SECRET)
    for reference in ("env:ANOTHER", f"file:{file}"):
        location = located(
            f"postgresql://reader@db.example:5433/shop?schema=a%20b&password={reference}&sslmode=require"
        )
        assert location.password() == SECRET
        assert location.shown == "postgresql://db.example:5433/shop?schema=a%20b"
        assert location.query == {"sslmode": "require"}
        assert SECRET not in repr(location)


def test_a_reference_that_leads_nowhere_or_to_an_open_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(SECRET)
    file.chmod(0o644)
    for reference in (f"file:{file}", "file:/nowhere", "env:NOT_SET_ANYWHERE"):
        with pytest.raises(UsageError) as refused:
            located(f"postgresql://h/d?password={reference}").password()
        assert SECRET not in str(refused.value)


def test_the_environment_serves_a_url_without_a_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, SECRET)
    assert located("postgresql://h/d").password() == SECRET
    monkeypatch.delenv(PASSWORD)
    assert located("postgresql://h/d").password() is None


@pytest.mark.parametrize(
    ("target", "url"),
    [("postgresql://h/d", True), ("sqlite:///a.db", False), ("duckdb:////x/a.duckdb", False), ("a.db", False)],
)
def test_files_are_told_from_servers(target: str, url: bool) -> None:
    assert is_url(target) == url
    assert without_scheme("sqlite:///a%20b.db") == "a b.db"


@pytest.mark.parametrize("url", ["nosuch://h/d", "postgresql://h:port/d", "postgresql://h/d?timeout=x"])
def test_what_names_no_database_is_a_mistake_in_the_command(url: str, run: Runner) -> None:
    assert run("scan", url).exit_code == 2


@pytest.mark.usefixtures("loopback")
def test_a_server_that_cannot_be_reached_is_incomplete(run: Runner) -> None:
    for url in ("postgresql://127.0.0.1:1/shop", "mysql://127.0.0.1:1/shop"):
        done = run("scan", url)
        assert done.exit_code == 3
        assert b"cannot be reached" in done.stdout


def test_large_tables_are_sampled_and_small_ones_are_not() -> None:
    assert share_of(FULL, None) is None
    assert share_of(10 * FULL, None) == SAMPLE / (10 * FULL)
    assert share_of(1000, 100) == 0.1
    assert share_of(1000, 0.5) == 0.5
    assert share_of(10 * FULL, 1.0) is None
    assert share_of(0, 100) is None
