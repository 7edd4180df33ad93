"""`python -m tests.benchmarks.incremental [FILES] [TIMES]`: what a scan of a lake costs without a cache and with one.

Medians of fresh processes: wall clock, CPU and peak memory, of which the start of piiscan is a part.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from statistics import median
from time import perf_counter, sleep
from typing import NamedTuple

from tests.benchmarks.lake import lake
from tests.leaks.runner import PIISCAN, ROOT

_ROWS = 300


class Cost(NamedTuple):
    """Seconds, seconds, bytes."""

    wall: float
    cpu: float
    rss: float


def runs(folder: Path) -> Iterator[tuple[str, Cost]]:
    """One of each kind, in the order in which a workspace sees them."""
    data, home = folder / "lake", folder / "home"
    rmtree(home, ignore_errors=True)
    yield "without a cache", _scan(data, home)
    yield "first with a cache", _scan(data, home, "--cache")
    yield "unchanged", _scan(data, home, "--cache")
    changed = next(data.rglob("*.csv"))
    changed.write_text("".join(changed.read_text().splitlines(keepends=True)[:-1]))
    yield "one file changed", _scan(data, home, "--cache")


def _scan(data: Path, home: Path, *options: str) -> Cost:
    asked = (
        "--home",
        str(home),
        "scan",
        str(data),
        "--text",
        "off",
        "-f",
        "json",
        "-o",
        str(home.with_suffix(".json")),
    )
    began = perf_counter()
    process = subprocess.Popen([*PIISCAN, *asked, *options], cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return Cost(perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def main(files: int, times: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lake(Path(folder) / "lake", files, _ROWS)
        sleep(2.1)
        found: dict[str, list[Cost]] = {}
        for _ in range(times):
            for kind, cost in runs(Path(folder)):
                found.setdefault(kind, []).append(cost)
    for kind, costs in found.items():
        wall, cpu, rss = (median(values) for values in zip(*costs, strict=True))
        print(f"{kind:20} {wall:8.1f} s {cpu:8.1f} s of CPU {rss / 2**20:8.0f} MiB")


if __name__ == "__main__":
    main(*(int(given) for given in (*sys.argv[1:], *("2000", "3")[len(sys.argv) - 1 :])))
