"""The story of samples/: a delivery from its request to the day it leaks, as a person would tell it on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_story_is_told_to_its_end(tmp_path: Path) -> None:
    piiscan = tmp_path / "piiscan"
    piiscan.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m piiscan "$@"\n')
    piiscan.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PIISCAN")}
    done = subprocess.run(
        ["bash", ROOT / "samples" / "story.sh", piiscan],
        env={**environment, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    told = done.stdout
    assert "DPA-2026-014 with acme lapsed" in done.stderr
    assert "passed     these files are what was approved" in told
    assert "traced to release" in told
    assert "20 of 21 rows and lines" in told
    assert "个人信息保护法" in told
    assert "data-001.csv" in told
    assert "it was changed after it was written" in told
    assert [path.name for path in tmp_path.iterdir()] == ["piiscan"]
