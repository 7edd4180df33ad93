"""A disk that is full at any moment: exit code 4, nothing partial, and what stood there stays."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.size import size
from tests.hostile.bounded import environment, started
from tests.hostile.conftest import SECRET, Made

RUNS = size(4, 40, 200)
Record = Callable[[str, object], None]


@pytest.mark.catalogue("C20")
def test_a_file_that_may_not_grow_leaves_what_stood_there(made: Made, tmp_path: Path, record_property: Record) -> None:
    """The bound lies anywhere from nothing to one octet less than the output."""
    (tmp_path / "out.csv").write_text("old\n")
    words = ("mask", made.source, tmp_path / "out.csv", "--plan", made.plan, "--key", "env:K", "--overwrite")
    for number in range(RUNS):
        most = (len(made.whole) - 1) * number // max(RUNS - 1, 1)
        process = started(
            *words,
            home=tmp_path,
            env=environment(tmp_path, K=SECRET),
            stderr=subprocess.PIPE,
            preexec_fn=lambda most=most: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
        )
        _, said = process.communicate()
        assert process.returncode == 4, (most, said)
        assert said.startswith(f"piiscan: {tmp_path / 'out.csv'}: ".encode())
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out.csv": "old\n"}
    record_property("figure", f"{RUNS:,} runs, 0 partial outputs")


@pytest.mark.catalogue("C20")
@pytest.mark.parametrize("command", ["scan", "report"])
def test_a_device_without_room_is_said(command: str, made: Made, tmp_path: Path) -> None:
    findings = tmp_path / "findings.json"
    started("scan", made.source, "-f", "json", "-o", findings, home=tmp_path).wait()
    words = {"scan": ("scan", made.source), "report": ("report", findings)}[command]
    full = started(*words, "-f", "json", "-o", "/dev/full", home=tmp_path, stderr=subprocess.PIPE)
    _, said = full.communicate()
    assert (full.returncode, said) == (4, b"piiscan: /dev/full: no space left on device\n")
