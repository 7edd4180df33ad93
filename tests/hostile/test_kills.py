"""SIGKILL at any moment: an output is whole or not there, and the next run removes what was left behind."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.size import size
from tests.hostile.bounded import environment, started
from tests.hostile.conftest import SECRET, Made
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak

KILLS = size(12, 100, 1_000)
"""Runs in all, spread over three commands; some end before they are killed."""

Record = Callable[[str, object], None]
COMMANDS = {
    "mask": ("mask", "{source}", "{out}", "--plan", "{plan}", "--key", "env:K", "--overwrite"),
    "share": ("share", "{source}", "{out}", "--key", "env:K", "--overwrite"),
    "scan": ("scan", "{source}", "-f", "json", "-o", "{out}"),
}


def run(command: str, made: Made, folder: Path) -> subprocess.Popen[bytes]:
    places = {"source": made.source, "plan": made.plan, "out": folder / "out.csv"}
    words = [word.format(**places) for word in COMMANDS[command]]
    env = environment(folder.parent, K=SECRET, TMPDIR=str(folder))
    return started(*words, home=folder.parent, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def ended(command: str, made: Made, folder: Path) -> None:
    process = run(command, made, folder)
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()


@pytest.mark.catalogue("C21", "B27")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_killed_run_leaves_a_whole_output_or_none_and_nothing_for_long(
    command: str, made: Made, tmp_path: Path, record_property: Record
) -> None:
    folder, drawn = tmp_path / "place", random.Random(command)
    folder.mkdir()
    begun = time.monotonic()
    ended(command, made, folder)
    lasting = time.monotonic() - begun
    killed, whole = 0, stable((folder / "out.csv").read_bytes())
    for _ in range(KILLS // 3):
        (folder / "out.csv").unlink(missing_ok=True)
        process = run(command, made, folder)
        try:
            process.wait(drawn.uniform(0.3, 1.1) * lasting)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
        if (folder / "out.csv").exists():
            assert stable((folder / "out.csv").read_bytes()) == whole
    ended(command, made, folder)
    assert stable((folder / "out.csv").read_bytes()) == whole
    assert [path.name for path in folder.iterdir()] == ["out.csv"]
    assert_no_leak(canary.identifiers(made.people), [folder])
    record_property(
        "figure", f"{killed:,} of {KILLS // 3:,} runs of {command} killed, 0 partial outputs, 0 left behind"
    )


def stable(content: bytes) -> object:
    """What is the same in every run: findings say when and how long."""
    return content if content[:1] != b"{" else {**json.loads(content), "started": "", "seconds": 0}


HOLDING = """
import os, sys
from piiscan.sources import ReadOptions, open_targets
from piiscan.model.table import Table, leaves
[table] = [item for item in leaves(open_targets([sys.argv[1]], ReadOptions())) if isinstance(item, Table)]
batches = table.batches()
next(batches)
print("reading", flush=True)
sys.stdin.read()
"""


@pytest.mark.catalogue("B27")
def test_a_private_copy_of_a_database_is_gone_after_the_next_start(made: Made, tmp_path: Path) -> None:
    """SQLite opens by name only, so what a WAL belongs to is copied under one."""
    names = (tmp_path / "tmp", tmp_path / "people.db")
    names[0].mkdir()
    writer = sqlite3.connect(names[1])
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE people (id_no TEXT)")
    writer.executemany("INSERT INTO people VALUES (?)", [(value,) for value in made.people["id_no"]])
    writer.commit()
    env = environment(tmp_path, TMPDIR=str(names[0]))
    killed = subprocess.Popen(
        [sys.executable, "-c", HOLDING, names[1]], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path
    )
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"reading\n"
    assert list(names[0].iterdir()), "no copy was made: the test tests nothing"
    killed.kill()
    killed.communicate()
    started("scan", names[1], home=tmp_path, env=env, stdout=subprocess.DEVNULL).wait()
    writer.close()
    assert list(names[0].iterdir()) == []
