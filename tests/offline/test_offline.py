"""Nothing asks for the network: no test, no command, no library below it."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import KEY
from tests.leaks import canary
from tests.leaks.runner import PIISCAN, Runner
from tests.offline import guard

APART = ("unshare", "--map-root-user", "--net")
"""A process without any network, not even a loopback that is up (Linux, unshare(1))."""

NEEDS_APART = pytest.mark.skipif(
    sys.platform != "linux" or subprocess.run([*APART, "true"], capture_output=True).returncode != 0,
    reason="namespaces are not allowed here",
)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: socket.create_connection(("192.0.2.1", 80), timeout=0.1),
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", ("192.0.2.1", 53)),
        lambda: socket.create_connection(("127.0.0.1", 9), timeout=0.1),
    ],
    ids=["connect", "resolve", "send", "loopback"],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_test_that_asks_for_the_network_fails(ask: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "refused", [])
    assert callable(ask)
    with pytest.raises(guard.Reached):
        ask()
    assert len(guard.refused) == 1


def test_sockets_of_the_file_system_are_allowed(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening, socket.socket(socket.AF_UNIX) as asking:
        listening.bind(str(tmp_path / "socket"))
        listening.listen()
        asking.connect(str(tmp_path / "socket"))


def test_a_command_that_a_test_starts_is_watched_too(tmp_path: Path) -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=0.1)"
    run = Runner(tmp_path, (sys.executable, "-c", code))()
    assert b"Reached" in run.stderr


@NEEDS_APART
def test_a_copy_is_made_and_checked_where_there_is_no_network(tmp_path: Path) -> None:
    run, key = Runner(tmp_path / "runs", (*APART, *PIISCAN)), {"KEY": KEY}
    canary.people(40, seed=5).select("customer_id", "name_zh", "mobile", "notes").write_csv(tmp_path / "people.csv")
    for command, code in (
        ("scan people.csv --text full -f json -o findings.json", 0),
        ("plan findings.json -o plan.yaml", 0),
        ("mask people.csv out.csv --plan plan.yaml --key env:KEY", 0),
        ("verify people.csv out.csv --plan plan.yaml --key env:KEY", 0),
        ("doctor", 0),
    ):
        done = run(*command.split(), cwd=tmp_path, env=key, timeout=300)
        assert done.exit_code == code, (command, done.stderr)
