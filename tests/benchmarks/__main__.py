"""`make bench`: how fast piiscan is, as ratios to what the machine does at the same moment.

Every figure is the median of three fresh processes. BENCH_LARGE=1 adds ten million rows (7 GB of disk for a while).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.measure import Measured, median
from tests.benchmarks.table import made, write

ROWS = 1_000_000
MIB = 1 << 20


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="piiscan-bench-"))
    try:
        lines = [*_speed(folder), *_start(folder), *(_growth(folder) if os.environ.get("BENCH_LARGE") else ())]
    finally:
        shutil.rmtree(folder)
    return int("MISSED" in "".join(lines))


def _speed(folder: Path) -> list[str]:
    lines = []
    for suffix, path in write(folder, ROWS).items():
        read, scan = median("read", path), median("scan", path)
        lines.append(_line(f"scan {suffix}, x read + one regex", scan.seconds / read.seconds, 8, (read, scan)))
        copy = median("copy", path)
        for task, columns in (("mask", "ten columns"), ("mask_text", "and notes")):
            mask = median(task, path)
            lines.append(_line(f"mask {suffix} {columns}, x plain copy", mask.seconds / copy.seconds, 6, (copy, mask)))
    return lines


def _start(folder: Path) -> list[str]:
    small = folder / "small.csv"
    made(0, 1000).drop("notes").write_csv(small)
    start, scan = median("help", small), median("small", small)
    return [
        _line("--help, s", start.wall, 0.3, (start,)),
        _line("scan of 1,000 rows, no text, s", scan.wall, 1.5, (scan,)),
    ]


def _growth(folder: Path) -> list[str]:
    lines = []
    for suffix in ("csv", "parquet"):
        one, ten = (write(folder, rows, (suffix,))[suffix] for rows in (ROWS, 10 * ROWS))
        for verb in ("scan", "mask"):
            small, large = median(verb, one), median(verb, ten, times=1)
            both = (small, large)
            lines.append(_line(f"{verb} {suffix}, 10 x rows: x time", large.seconds / small.seconds, 11, both))
            lines.append(_line(f"{verb} {suffix}, 10 x rows: x memory", large.rss / small.rss, 1.3, both))
            lines.append(_line(f"{verb} {suffix}, 10 x rows: MiB", large.rss / MIB, 1024, both))
        ten.unlink()
    return lines


def _line(what: str, figure: float, floor: float, runs: Sequence[Measured]) -> str:
    seconds = " ".join(f"{run.seconds:.2f}s/{run.cpu:.1f}cpu/{run.rss // MIB}MiB" for run in runs)
    text = f"{what:40} {figure:8.2f}  floor {floor:<7} {'ok' if figure <= floor else 'MISSED':7} {seconds}"
    print(text, flush=True)
    return text


if __name__ == "__main__":
    sys.exit(main())
