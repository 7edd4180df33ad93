"""The commands of README and docs do what they say, page by page, from top to bottom, each in a fresh folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import PAGES, README, ROOT, programs

ROWS = 120
"""Lines kept of each sample: enough to find what is in them, few enough to do everything several times."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    for path in (tmp_path / "samples" / "shop").iterdir():
        if path.suffix != ".parquet":
            path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:ROWS]), "utf-8")
    (tmp_path / "keys").mkdir()
    (tmp_path / "bin").mkdir()
    for name, call in (("piiscan", "-m piiscan"), ("python", "")):
        script = tmp_path / "bin" / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n')
        script.chmod(0o755)
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    """`piiscan` and this Python on the PATH, whatever environment the tests run in."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "KEYS": str(folder / "keys"), "PYTHONPATH": str(ROOT)}


def run(page: Path, folder: Path) -> str:
    """What the programs of a page print."""
    said = ""
    for program in programs(page):
        done = subprocess.run(program, cwd=folder, env=environment(folder), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        said += done.stdout
    return said


def test_the_readme_alone_leads_to_a_masked_and_verified_copy(folder: Path) -> None:
    said = run(README, folder)
    assert (folder / "masked" / "customers.csv").is_file()
    assert (folder / "shared.csv").is_file()
    assert "<CN_MOBILE>" in said


@pytest.mark.parametrize("page", [page for page in PAGES[1:] if programs(page)], ids=lambda page: page.stem)
def test_the_programs_of_a_page_run_from_top_to_bottom(page: Path, folder: Path) -> None:
    run(page, folder)
