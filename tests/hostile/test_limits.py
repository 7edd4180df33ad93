"""Little memory, few descriptors, another clock, locale or time zone: a result or an error, never less of a result."""

from __future__ import annotations

import json
import resource
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.bounded import environment, started
from tests.hostile.conftest import Made

MIB = 1 << 20


def memory(most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def descriptors() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


@pytest.mark.catalogue("C24")
@pytest.mark.parametrize("limit", [memory(64 * MIB), memory(512 * MIB), descriptors], ids=["64M", "512M", "64 files"])
def test_a_run_that_lacks_something_is_whole_or_an_error(limit: Callable[[], None], made: Made, tmp_path: Path) -> None:
    output = tmp_path / "f.json"
    process = started(
        "scan", made.source, "-f", "json", "-o", output, home=tmp_path, preexec_fn=limit, stderr=subprocess.PIPE
    )
    process.communicate()
    if process.returncode == 0:
        assert json.loads(output.read_text())["tables"][0]["rows_scanned"] == len(made.people)
    else:
        assert not output.exists() or json.loads(output.read_text())["incomplete"]


@pytest.mark.catalogue("C36")
def test_locale_and_time_zone_change_nothing(made: Made, tmp_path: Path) -> None:
    found = set()
    for number, more in enumerate(
        ({}, {"LC_ALL": "C", "TZ": "Pacific/Apia"}, {"LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tehran"})
    ):
        output = tmp_path / f"{number}.json"
        words = ("scan", made.source, "--as-of", "2026-11-24", "-f", "json", "-o", output)
        started(*words, home=tmp_path, env=environment(tmp_path, **more)).wait()
        found.add(json.dumps({**json.loads(output.read_text()), "started": "", "seconds": 0}))
    assert len(found) == 1
