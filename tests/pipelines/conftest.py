"""Fixtures for tests of `make test-pipelines`, which need dbt, Dagster, pandas and pre-commit in one environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

collect_ignore_glob = [] if find_spec("dagster") else ["test_*.py"]
"""In the environment of the other tests there is nothing to run here; pytest ends with 5 where nothing was run."""

SAMPLES = Path(__file__).parents[2] / "samples"

Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Program:
    """`program(folder, "dbt", "build")` runs what is installed beside this Python, in a folder."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PIISCAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DBT_SEND_ANONYMOUS_USAGE_STATS", "false")
    monkeypatch.setenv("DAGSTER_DISABLE_TELEMETRY", "1")

    def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    return run


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A copy of samples/, in which projects may build."""
    return Path(shutil.copytree(SAMPLES, tmp_path / "samples"))
