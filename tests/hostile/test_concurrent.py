"""Runs on one destination at the same time: one writes it, the others are refused, and no two mix."""

from __future__ import annotations

import errno
import os
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from piiscan.errors import DestinationRefused, OutputFailed
from piiscan.pipeline.staging import publish, staged
from tests.catalogue.size import size
from tests.hostile.bounded import environment, started
from tests.hostile.conftest import SECRET, Made

RACES = size(1, 25, 100)
Record = Callable[[str, object], None]


@pytest.mark.catalogue("C25")
def test_who_comes_second_is_refused(made: Made, tmp_path: Path, record_property: Record) -> None:
    words = ("mask", made.source, tmp_path / "out.csv", "--plan", made.plan, "--key", "env:K")
    codes = Counter[int]()
    for _ in range(RACES):
        (tmp_path / "out.csv").unlink(missing_ok=True)
        env = environment(tmp_path, K=SECRET)
        racing = [started(*words, home=tmp_path, env=env, stderr=subprocess.PIPE) for _ in range(3)]
        said = [process.communicate()[1] for process in racing]
        assert sorted(process.returncode for process in racing) == [0, 2, 2], said
        codes.update(process.returncode for process in racing)
        assert (tmp_path / "out.csv").read_bytes() == made.whole
        assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    record_property("figure", f"{RACES:,} races of three, 0 mixes")


@pytest.mark.catalogue("C25")
def test_a_destination_that_is_being_written_is_refused_and_free_again_afterwards(tmp_path: Path) -> None:
    with staged(tmp_path / "out"), pytest.raises(DestinationRefused, match="another run"), staged(tmp_path / "out"):
        pass
    with staged(tmp_path / "out") as copy:
        copy.write_text("new")
        publish(copy, tmp_path / "out")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["new"]


@pytest.mark.catalogue("C25")
def test_a_copy_that_cannot_be_moved_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def across(*paths: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "replace", across)
    with staged(tmp_path / "out") as copy:
        copy.write_text("new")
        with pytest.raises(OutputFailed, match="cross-device"):
            publish(copy, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
