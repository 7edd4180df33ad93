"""Whether a file is as it was is told without reading it, and never wrongly said to be."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from piiscan.pipeline.remembering import Cache, memory
from piiscan.sources.found import Found
from piiscan.sources.states import states
from tests.remembering.made import folder, scanned, write


def rewritten(path: Path) -> None:
    """Other content of the same length, and the former time."""
    before = path.stat()
    path.write_bytes(b"b" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    before = path.stat()
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)


@pytest.mark.parametrize("change", [Path.touch, rewritten, replaced], ids=["touched", "rewritten", "replaced"])
def test_no_change_is_overlooked(change: Callable[[Path], None], tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_bytes(b"a" * 20)
    os.utime(file, (10**9, 10**9))
    before = states([Found(file, "t.csv")])
    assert before == states([Found(file, "t.csv")])
    change(file)
    assert before != states([Found(file, "t.csv")])


def test_what_cannot_be_told_beforehand_is_not(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "table").mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "part").symlink_to(tmp_path / "table", target_is_directory=True)
    assert states([Found(tmp_path / "fifo", "fifo")]) is None
    assert states([Found(tmp_path / "missing", "missing")]) is None
    assert states([Found(tmp_path / "linked", "linked", "delta")]) is None
    assert states([Found(tmp_path / "table", "table", "iceberg")]) is None


def test_a_file_that_was_just_written_is_not_remembered(
    cache: Cache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a tick of the clock it could be written again, and look the same."""
    monkeypatch.setattr(memory, "SETTLED", 2_000_000_000)
    write(tmp_path / "data" / "t.csv", 1)
    told: list[str] = []
    scanned(tmp_path / "data", cache)
    scanned(tmp_path / "data", cache, told)
    assert told == ["cache: 0 of 1 files and tables are as they were"]


def test_a_touched_file_is_known_by_its_content(cache: Cache, tmp_path: Path) -> None:
    data, told = folder(tmp_path / "data"), []
    expected = scanned(data, cache)
    for file in data.rglob("*"):
        file.touch()
    assert scanned(data, cache, told) == expected
    assert told == ["cache: 5 of 5 files and tables are as they were"]
