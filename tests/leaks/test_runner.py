"""A run sees an environment of its own, and everything that it leaves is reported."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.leaks.oracle import search
from tests.leaks.runner import Runner


def python(folder: Path) -> Runner:
    return Runner(folder, (sys.executable, "-c"))


def test_streams_and_exit_code_are_captured(tmp_path: Path) -> None:
    program = "import sys; print(sys.stdin.read()); sys.stderr.write('e'); sys.exit(3)"
    done = python(tmp_path)(program, stdin=b"text")
    assert (done.exit_code, done.streams) == (3, (b"text\n", b"e"))


def test_files_of_all_three_places_are_reported(tmp_path: Path) -> None:
    program = """
import os, pathlib, tempfile
pathlib.Path("made").mkdir()
pathlib.Path("made", "out.csv").write_text("13800138000")
pathlib.Path.home().joinpath(".cache").write_text("c")
tempfile.mkstemp(prefix="left")
"""
    done = python(tmp_path)(program)
    assert done.exit_code == 0
    names = sorted(path.name for path in done.created if not path.name.startswith("left"))
    assert names == [".cache", "made", "out.csv"]
    assert len(done.created) == 4
    assert search(["13800138000"], done.created, done.streams) == {(str(done.cwd / "made" / "out.csv"), "utf-8"): 1}


def test_only_what_a_run_changed_is_reported_where_it_goes_on(tmp_path: Path) -> None:
    run = python(tmp_path)
    first = run("open('a', 'w').write('1'); open('b', 'w').write('1')")
    second = run("open('a', 'w').write('22')", cwd=first.cwd)
    assert {path.name for path in second.created} == {"a"}


def test_the_environment_is_not_inherited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIISCAN_SECRET", "inherited")
    done = python(tmp_path)("import os; print(sorted(os.environ))", env={"ADDED": "1"})
    assert b"PIISCAN_SECRET" not in done.stdout
    assert b"ADDED" in done.stdout
