"""`make bench`: how fast piiscan is, as ratios to what the machine does at the same moment.

Every figure is the median of three fresh processes. BENCH_LARGE=1 adds ten million rows (7 GB of disk for a while).
`python -m tests.benchmarks operators` measures one part alone.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from piiscan.pipeline import plan, scan
from piiscan.policy.plans import render_plan
from tests.benchmarks.databases import filled
from tests.benchmarks.measure import Measured, median
from tests.benchmarks.operators import OPERATORS, default_file, file_of
from tests.benchmarks.table import made, write

ROWS = 1_000_000
TENFOLD, OTHERS = 10, 20
"""The plain copy is one of a single column, in Parquet: some milliseconds for values that come again."""
ROWS_OF_DATABASES = 200_000
DATABASES = {"sqlite": (5, 6), "duckdb": (4, 5), "postgresql": (4, 5), "mysql": (5, 10)}
"""Of six columns, five of them about people: floors of a scan over a plain read, of a masked copy over the engine's."""
MIB = 1 << 20


def main() -> int:
    folder = Path(tempfile.mkdtemp(prefix="piiscan-bench-"))
    parts = {"speed": _speed, "operators": _operators, "databases": _databases, "start": _start}
    parts |= {"growth": _growth} if os.environ.get("BENCH_LARGE") else {}
    try:
        lines = [line for name in sys.argv[1:] or parts for line in parts[name](folder)]
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


def _operators(folder: Path) -> list[str]:
    lines = []
    for name in OPERATORS:
        path = file_of(folder, name, ROWS)
        copy, masked = median("copy", path), median(f"operator:{name}", path)
        floor = TENFOLD if name.startswith(("fpe", "surrogate")) else OTHERS
        lines.append(_line(f"operator {name}, x plain copy", masked.seconds / copy.seconds, floor, (copy, masked)))
    for suffix in ("csv", "parquet"):
        path = default_file(folder, ROWS, suffix)
        copy, masked = median("copy", path), median("default", path)
        lines.append(_line(f"default plan {suffix}, x plain copy", masked.seconds / copy.seconds, 4, (copy, masked)))
    return lines


def _databases(folder: Path) -> list[str]:
    lines = []
    for engine, (read_floor, copy_floor) in DATABASES.items():
        with filled(engine, folder, ROWS_OF_DATABASES) as database:
            if database is None:
                continue
            named = folder / f"{engine}.url"
            named.write_text("\n".join(database))
            named.with_suffix(".plan.yaml").write_text(render_plan(plan(scan(database[0], text="off"))))
            for task, yardstick, what, floor in (
                ("scan_all", "drain", "plain read", read_floor),
                ("masked_database", "duplicate", "its own copy", copy_floor),
            ):
                plain, run = median(yardstick, named), median(task, named)
                speed = f"{ROWS_OF_DATABASES / run.seconds:,.0f} rows/s"
                verb = task.partition("_")[0]
                lines.append(
                    _line(f"{verb} {engine}: {speed}, x {what}", run.seconds / plain.seconds, floor, (plain, run))
                )
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
    plans = [median("default", default_file(folder, rows, "parquet"), times=1) for rows in (ROWS, 10 * ROWS)]
    lines.append(_line("default plan, 10 x rows: x memory", plans[1].rss / plans[0].rss, 1.3, plans))
    return lines


def _line(what: str, figure: float, floor: float, runs: Sequence[Measured]) -> str:
    seconds = " ".join(f"{run.seconds:.2f}s/{run.cpu:.1f}cpu/{run.rss // MIB}MiB" for run in runs)
    text = f"{what:40} {figure:8.2f}  floor {floor:<7} {'ok' if figure <= floor else 'MISSED':7} {seconds}"
    print(text, flush=True)
    return text


if __name__ == "__main__":
    sys.exit(main())
