"""One task in a fresh process: seconds of the work itself, wall clock and CPU of the process, and peak memory.

The system counts the memory of the process that starts another to both, so a small one of our own starts it:
`python -m tests.benchmarks.measure COMMAND...`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Measured:
    """`seconds` from reading to the answer; `wall` and `cpu` with the interpreter's start; `rss` in bytes."""

    seconds: float
    wall: float
    cpu: float
    rss: int


def median(task: str, path: Path, times: int = 3) -> Measured:
    return sorted((_once(task, path) for _ in range(times)), key=lambda run: run.seconds)[times // 2]


def _once(task: str, path: Path) -> Measured:
    last, wall, cpu, rss = run((sys.executable, "-m", "tests.benchmarks.tasks", task, path))
    return Measured(wall if task in ("small", "help") else float(last), wall, cpu, rss)


def run(command: Sequence[str | Path]) -> tuple[str, float, float, int]:
    """The last line that a command prints; seconds of the clock and of the CPU, and peak memory in bytes."""
    starting = (sys.executable, "-m", "tests.benchmarks.measure", *command)
    printed = subprocess.run(starting, stdout=subprocess.PIPE, text=True, check=False)
    if printed.returncode:
        raise SystemExit(f"failed: {' '.join(map(str, command))}")
    last, wall, cpu, rss = json.loads(printed.stdout)
    return last, wall, cpu, rss


def main(command: Sequence[str]) -> int:
    began = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    last = printed.splitlines()[-1:] or [""]
    print(json.dumps((*last, wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)))
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
