"""scan --cache: the same document, the state in the workspace, and a word on what was read."""

from __future__ import annotations

import json
import stat
import time
from pathlib import Path
from typing import Any

from tests.leaks.runner import Run, Runner
from tests.remembering.made import write


def said(run: Run) -> dict[str, Any]:
    found = json.loads(run.stdout)
    return {key: value for key, value in found.items() if key not in ("started", "seconds")}


def test_a_second_scan_says_the_same_and_reads_nothing(run: Runner, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        write(tmp_path / "data" / name, 1)
    time.sleep(2.1)
    asked = ("scan", tmp_path / "data", "--text", "off", "-f", "json")
    plain = run(*asked)
    first, second = (run("--home", tmp_path / "home", *asked, "--cache") for _ in range(2))
    assert said(first) == said(second) == said(plain)
    assert b"cache: 0 of 2 files and tables are as they were" in first.stderr
    assert b"cache: 2 of 2 files and tables are as they were" in second.stderr
    assert not plain.created
    kept = [path for path in (tmp_path / "home").rglob("*") if path.is_file() and path.name != ".gitignore"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}


def test_a_cache_in_an_open_workspace_is_refused(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir(mode=0o755)
    write(tmp_path / "a.csv", 1)
    refused = run("--home", tmp_path / "home", "scan", tmp_path / "a.csv", "--cache")
    assert refused.exit_code == 2
    assert b"is open to other users" in refused.stderr
