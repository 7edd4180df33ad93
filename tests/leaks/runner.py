"""A command run as a process of its own, where all that it leaves behind can be seen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.offline import guard

ROOT = Path(__file__).parents[2]
OFFLINE = ROOT / "tests" / "offline" / "started"
PIISCAN = (sys.executable, "-m", "piiscan")


@dataclass(frozen=True)
class Run:
    """What a finished command left: exit code, streams, and each file and folder it made or changed."""

    exit_code: int
    stdout: bytes
    stderr: bytes
    created: frozenset[Path]
    cwd: Path

    @property
    def streams(self) -> tuple[bytes, bytes]:
        return self.stdout, self.stderr


class Runner:
    """`run("scan", path, ...)` runs piiscan as a process of its own.

    Each run gets a fresh working directory (or `cwd`, to go on where another run stopped), a fresh HOME and
    a fresh TMPDIR, and of the environment only PATH and what `env` adds. Files that it makes or changes in
    these three are `created`; an output beside them is the caller's to look at.
    """

    def __init__(self, folder: Path, program: Sequence[str] = PIISCAN) -> None:
        self._folder = folder
        self._program = program
        self._runs = 0

    def __call__(
        self,
        *args: str | Path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        timeout: float = 60,
    ) -> Run:
        self._runs += 1
        work, home, tmp = (self._folder / str(self._runs) / name for name in ("work", "home", "tmp"))
        for place in (work, home, tmp):
            place.mkdir(parents=True)
        work = cwd or work
        before = _snapshot(work)
        done = subprocess.run(
            [*self._program, *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=work,
            env=_environment(home, tmp) | guard.passed_on() | dict(env or {}),
            timeout=timeout,
            check=False,
        )
        after = _snapshot(work) | _snapshot(home) | _snapshot(tmp)
        created = frozenset(path for path, state in after.items() if before.get(path) != state)
        return Run(done.returncode, done.stdout, done.stderr, created, work)


def _environment(home: Path, tmp: Path) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT}{os.pathsep}{OFFLINE}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "TMPDIR": str(tmp),
    }


def _snapshot(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Everything under `folder`, with what changes when it is written again; folders only by being there."""
    states = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        written = not path.is_dir() or path.is_symlink()
        states[path] = (status.st_ino, status.st_size * written, status.st_mtime_ns * written)
    return states
