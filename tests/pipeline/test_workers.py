"""Small files are read by other processes as they are here, and whatever happens to one of these."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from multiprocessing import active_children
from pathlib import Path

import pytest

import piiscan
from piiscan.engines.processes import Processes
from piiscan.pipeline import workers
from piiscan.pipeline.told import Told
from piiscan.pipeline.workers import Workers
from piiscan.sources import ReadOptions
from piiscan.sources.units import Unit
from tests.hostile.bounded import started
from tests.hostile.sessions import members
from tests.remembering.made import document, folder, table, write


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many are read here first, of the folder's dozen."""
    monkeypatch.setattr(workers, "_FIRST", 2)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Files of many kinds; names that tell, of files and members; what cannot be read; what needs the others."""
    home = folder(tmp_path / "data")
    people = table(7)
    for number in people["mobile"][:6]:
        write(home / "named" / f"{number}.csv", 3)
    with zipfile.ZipFile(home / "members.zip", "w") as archive:
        for number in people["mobile"][2:4]:
            archive.writestr(f"{number}.csv", people.write_csv())
    write(home / "torn.json", '{"a": [')
    (home / "latin.csv").write_bytes(b"\xff\xfe\xfa,\x80\n1,2\n" * 9)
    with closing(sqlite3.connect(home / "keyed.db")) as database:
        database.execute("create table people (id integer primary key, mobile text)")
        database.execute("create table calls (person integer references people(id), at text)")
        database.executemany("insert into people values (?, ?)", list(enumerate(people["mobile"])))
        database.commit()
    return home


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ends of the names of files that others have read."""
    names, told = list[str](), Workers.told

    def read(self: Workers, unit: Unit) -> Told | None:
        if (found := told(self, unit)) is not None:
            names.append(Path(unit.source).name)
        return found

    monkeypatch.setattr(Workers, "told", read)
    return names


def scanned(data: Path, jobs: int) -> str:
    return document(piiscan.scan(data, text="off", jobs=jobs))


def test_findings_and_names_are_the_same_and_in_the_same_order(data: Path, apart: list[str]) -> None:
    expected = scanned(data, 1)
    assert not apart
    assert scanned(data, 2) == expected
    numbered = [f"{{CN_MOBILE}}_{number}.csv" for number in range(2, 7)]
    others = ["customers.csv", "latin.csv", "members.zip", "orders.jsonl", "torn.json", "{CN_MOBILE}.csv"]
    assert sorted(apart) == sorted([*others, *numbered])
    assert not active_children()


def test_options_reach_those_who_read(data: Path) -> None:
    write(data / "z.csv", "a~b\n13800138000~x\n")
    found = [piiscan.scan(data, text="off", jobs=n, options=ReadOptions(delimiter="~")) for n in (1, 2)]
    assert document(found[0]) == document(found[1])
    assert any(each.source.endswith("z.csv") and each.columns[0].name == "a" for each in found[1].tables)


def test_a_library_call_starts_no_process_unasked(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Processes, "submit", None)
    piiscan.scan(data, text="off")


def test_what_a_killed_process_was_to_read_is_read_here(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected, submit = scanned(data, 1), Processes.submit

    def killed(self: Processes, *args: object) -> Future[object]:
        future = submit(self, *args)  # type: ignore[arg-type]
        for child in active_children():
            child.kill()
        return future

    monkeypatch.setattr(Processes, "submit", killed)
    assert scanned(data, 2) == expected


def test_without_processes_all_is_read_here(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Processes, *args: object) -> Future[object]:
        raise OSError("no semaphores on this machine")

    expected = scanned(data, 1)
    monkeypatch.setattr(Processes, "submit", refused)
    assert scanned(data, 2) == expected


@pytest.mark.catalogue("C22")
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_outlives_the_run(sent: signal.Signals, tmp_path: Path) -> None:
    for number in range(400):
        write(tmp_path / f"{number:03}.csv", f"name,mobile\nAnn,1380013{number:04}\n" * 9)
    with started("scan", ".", "-j", "2", home=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        _until(lambda: len(members(run.pid)) == 4)  # itself, two of them, and one that looks after their semaphores
        run.send_signal(sent)
        assert run.wait(60)
    _until(lambda: not members(run.pid))


def _until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)
