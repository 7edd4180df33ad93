"""The README's commands do what it says, from top to bottom, in a fresh folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from piiscan import keys

ROOT = Path(__file__).parents[1]
ROWS = 120
"""Lines kept of each sample: enough to find what is in them, few enough to do everything several times."""

README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return [block for block in found if not block.startswith("make ")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "samples", made / "samples")
    for path in (made / "samples" / "shop").iterdir():
        if path.suffix != ".parquet":
            path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:ROWS]), "utf-8")
    (made / "keys").mkdir()
    return made


def environment(folder: Path) -> dict[str, str]:
    reference = f"file:{folder / 'keys' / 'python.key'}"
    if not (folder / "keys" / "python.key").exists():
        keys.create(reference)
    secret = Path(reference.removeprefix("file:")).read_text().strip()
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "KEYS": str(folder / "keys"), "PIISCAN_KEY": secret, "PYTHONPATH": str(ROOT)}


def command(folder: Path) -> None:
    """`piiscan` on the PATH, whatever environment the tests run in."""
    script = folder / "bin" / "piiscan"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m piiscan "$@"\n')
    script.chmod(0o755)


def test_shell_blocks_run_from_top_to_bottom(folder: Path) -> None:
    command(folder)
    script = "set -e\n" + "".join(blocks("sh"))
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=environment(folder), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (folder / "masked" / "customers.csv").is_file()
    assert (folder / "shared.csv").is_file()
    assert "<CN_MOBILE>" in done.stdout


def test_python_blocks_run(folder: Path) -> None:
    for block in blocks("python"):
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=folder, env=environment(folder), capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_every_command_stands_in_the_readme_or_its_help() -> None:
    from piiscan.cli.app import app

    commands = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    for name in commands:
        assert f"piiscan {name}" in README, name
