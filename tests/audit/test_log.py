"""Events are appended and read; what is torn is mended on record; what cannot be written is not done."""

from __future__ import annotations

import fcntl
import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from piiscan.audit import Flaw, Log, verify
from piiscan.audit.canonical import canonical
from piiscan.audit.chain import LONGEST
from piiscan.audit.merkle import EMPTY, leaf_hash
from piiscan.errors import AuditRefused, OutputFailed, UsageError
from tests.audit.conftest import Written, changed
from tests.leaks.runner import ROOT

WRITER = """
import sys
from pathlib import Path
from piiscan.audit import Log
log = Log(Path(sys.argv[1]))
for number in range(int(sys.argv[2])):
    print(log.append("mask", {"writer": sys.argv[3], "rows": number}).size, flush=True)
"""


def writer(log: Log, events: int, name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(log.home), str(events), name],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )


def test_an_event_says_who_when_and_what(log: Log) -> None:
    position = log.append("mask", {"partner": "acme", "rows": 3})
    begin, entry = log.entries()
    assert (begin.event, entry.event, entry.facts) == ("audit.begin", "mask", {"partner": "acme", "rows": 3})
    assert entry.actor.person == "Ann Lee"
    assert entry.at.endswith("Z")
    assert (position.size, position.root) == (2, verify(log).root)


def test_the_workspace_is_its_owners_alone_and_ignored_by_git(log: Log) -> None:
    log.append("mask", {})
    assert log.home.stat().st_mode & 0o777 == 0o700
    assert log.path.stat().st_mode & 0o777 == 0o600
    assert (log.home / ".gitignore").read_text() == "*\n"


def test_eight_writers_at_once_lose_nothing(log: Log) -> None:
    writers = [writer(log, 6, str(number)) for number in range(8)]
    told = [int(line) for each in writers for line in each.communicate()[0].split()]
    entries = log.entries()
    assert [each.returncode for each in writers] == [0] * 8
    assert sorted(told) == list(range(2, 50))
    assert [entry.position for entry in entries] == list(range(49))
    for number in range(8):
        own = [entry.facts["rows"] for entry in entries if entry.facts.get("writer") == str(number)]
        assert own == list(range(6))


@pytest.mark.catalogue("C21", "D11")
def test_a_writer_that_is_killed_loses_nothing_that_it_was_told(log: Log) -> None:
    told = 0
    for moment in (0.0, 0.003, 0.01, 0.02):
        each = writer(log, 10_000, "x")
        assert each.stdout is not None
        each.stdout.readline()
        time.sleep(moment)
        each.send_signal(signal.SIGKILL)
        told += 1 + each.communicate()[0].count("\n")
        log.append("mask", {"writer": "after"})
        assert verify(log).passed
    assert sum(entry.facts.get("writer") == "x" for entry in log.entries()) >= told


@pytest.mark.catalogue("D11")
@pytest.mark.parametrize("left", [1, 40, 200, -3])
def test_a_torn_last_line_is_named_and_mended_on_record(written: Written, left: int) -> None:
    log = written(5)
    *_, last = log.path.read_bytes().splitlines(keepends=True)
    whole = log.path.read_bytes()
    torn = last[:left]
    changed(log, whole + torn)
    assert (verify(log).torn, verify(log).size, verify(log).passed) == (6, 5, True)
    log.append("share", {})
    mend, event = log.entries()[5:]
    assert (mend.event, mend.facts["octets"], mend.facts["kept"]) == ("audit.mend", len(torn), False)
    assert event.event == "share"
    assert verify(log).torn is None
    assert log.path.read_bytes().startswith(whole)


def test_a_line_that_lacks_only_its_end_is_kept(written: Written) -> None:
    log = written(5)
    whole = log.path.read_bytes()
    changed(log, whole[:-1])
    assert verify(log).torn == 5
    assert len(log.entries()) == 5
    log.append("share", {})
    assert log.path.read_bytes().startswith(whole)
    assert [entry.event for entry in log.entries()[5:]] == ["audit.mend", "share"]
    assert log.entries()[5].facts["kept"] is True


def test_more_than_a_line_without_its_end_is_no_torn_line(written: Written) -> None:
    log = written(5)
    changed(log, log.path.read_bytes()[:-1] + b"\x0b")
    assert verify(log).line == 5
    with pytest.raises(Flaw, match="line 5"):
        log.append("share", {})


@pytest.mark.catalogue("D5")
def test_nothing_is_added_after_a_line_that_does_not_hold(written: Written) -> None:
    log = written(6)
    content = log.path.read_bytes().replace(b'"rows":2', b'"rows":7')
    changed(log, content)
    with pytest.raises(Flaw, match="line 4: it was changed"):
        log.append("share", {})
    with pytest.raises(AuditRefused):
        log.ready()
    assert log.path.read_bytes() == content


@pytest.mark.catalogue("C20", "D14")
def test_a_full_disk_leaves_the_log_as_it_was(written: Written) -> None:
    log = written(5)
    before = log.path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
        with pytest.raises(OutputFailed, match="nothing was done"):
            log.append("share", {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert log.path.read_bytes() == before
    log.append("share", {})
    assert verify(log).passed


def test_a_log_that_another_holds_is_waited_for_and_then_refused(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = written(3)
    monkeypatch.setattr("piiscan.audit.log._PATIENCE", 0.05)
    with log.path.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(AuditRefused, match="held by another process"):
            log.append("share", {})
    log.append("share", {})


def test_what_is_no_log_of_ones_own_is_refused(log: Log, tmp_path: Path) -> None:
    log.append("mask", {})
    log.path.chmod(0o640)
    with pytest.raises(AuditRefused, match="chmod 600"):
        log.append("mask", {})
    log.path.unlink()
    for make in (log.path.mkdir, lambda: log.path.symlink_to(tmp_path / "other"), lambda: os.mkfifo(log.path, 0o600)):
        make()
        with pytest.raises(AuditRefused):
            log.append("mask", {})
        log.path.rmdir() if log.path.is_dir() else log.path.unlink()
    assert not (tmp_path / "other").exists()


def test_a_workspace_that_lets_others_in_or_is_none_is_refused(log: Log, tmp_path: Path) -> None:
    log.append("mask", {})
    log.home.chmod(0o750)
    with pytest.raises(UsageError, match="chmod 700"):
        log.append("mask", {})
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "file", tmp_path / "file" / "home"):
        with pytest.raises(UsageError):
            Log(place).append("mask", {})


def test_an_event_that_is_too_long_is_refused(written: Written) -> None:
    log = written(3)
    before = log.path.read_bytes()
    with pytest.raises(AuditRefused, match="too long"):
        log.append("mask", {"columns": ["x" * 70_000]})
    assert log.path.read_bytes() == before


def test_a_line_longer_than_any_event_is_no_torn_line(written: Written) -> None:
    log = written(3)
    changed(log, log.path.read_bytes() + b"x" * LONGEST)
    with pytest.raises(Flaw, match="longer than any event"):
        log.append("mask", {})


@pytest.mark.parametrize(
    "wrong",
    [{"at": "yesterday"}, {"at": "2026-02-30T00:00:00.000000Z"}, {"event": 7}, {"actor": {"os": "x"}}, {"facts": []}],
    ids=str,
)
def test_a_line_that_is_no_event_does_not_hold_although_its_digests_do(wrong: dict[str, object], log: Log) -> None:
    event = {
        "actor": {"os": "x", "person": None},
        "at": "2026-01-01T00:00:00.000000Z",
        "event": "audit.begin",
        "facts": {},
        "piiscan": "audit/1",
        "position": 0,
        "previous": EMPTY.root.hex(),
    }
    log.ready()
    for content in (event, {**event, **wrong}):
        changed(log, canonical({**content, "digest": leaf_hash(canonical(content)).hex()}) + b"\n")
        assert verify(log).passed == (content == event)


def test_who_acts_in_which_workspace_is_what_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIISCAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PIISCAN_ACTOR", "Ann Lee")
    assert Log.here() == Log(tmp_path / "home", "Ann Lee")


def test_an_account_that_the_system_does_not_know_is_its_number(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(number: int) -> None:
        raise KeyError(number)

    monkeypatch.setattr("pwd.getpwuid", unknown)
    log.append("mask", {})
    assert {entry.actor.os for entry in log.entries()} == {str(os.geteuid())}


def test_an_event_that_is_no_text_is_refused(written: Written) -> None:
    log = written(3)
    for facts in ({"partner": "\udcff"}, {"rows": 0.5}):
        with pytest.raises(AuditRefused, match="cannot be written"):
            log.append("mask", facts)
    assert len(log.entries()) == 3


@pytest.mark.catalogue("C24", "D10")
def test_a_clock_that_went_back_is_told_and_changes_nothing(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    log = written(3)
    for at in ("1999-12-31T23:59:59.000000Z", "2038-01-19T03:14:08.000000Z", "9999-12-31T23:59:59.999999Z"):
        monkeypatch.setattr("piiscan.audit.log.now", lambda at=at: at)
        log.append("mask", {})
    verdict = verify(log)
    assert verdict.passed
    assert verdict.warnings == ("line 4: the clock had gone back",)


@pytest.mark.catalogue("D11")
def test_sixteen_writers_and_kills_in_between_leave_whole_lines_in_one_order(log: Log) -> None:
    """D11, smaller: every append checks the whole log, so that 16,000 of them take hours."""
    steady = [writer(log, 20, str(number)) for number in range(16)]
    draw, told = random.Random(11), 0
    for number in range(25):
        each = writer(log, 10_000, f"killed {number}")
        assert each.stdout is not None
        each.stdout.readline()
        time.sleep(draw.random() / 50)
        each.send_signal(signal.SIGKILL)
        told += 1 + each.communicate()[0].count("\n")
    positions = [int(line) for each in steady for line in each.communicate()[0].split()]
    entries = log.entries()
    assert [each.returncode for each in steady] == [0] * 16
    assert len(set(positions)) == 16 * 20
    assert [entry.position for entry in entries] == list(range(len(entries)))
    assert sum(str(entry.facts.get("writer")).startswith("killed") for entry in entries) >= told
    for number in range(16):
        own = [entry.facts["rows"] for entry in entries if entry.facts.get("writer") == str(number)]
        assert own == list(range(20))
    assert verify(log).passed
