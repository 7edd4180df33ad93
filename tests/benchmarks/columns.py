"""`python -m tests.benchmarks.columns`: where the time of a scan goes, column by column, as Markdown.

Milliseconds of the CPU for 100,000 rows in one thread of Polars, the least of three times.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import process_time

os.environ["POLARS_MAX_THREADS"] = "1"  # before it is imported

import polars as pl

from piiscan.detection import packs
from piiscan.detection.columns.hits import HitCounter
from piiscan.detection.columns.scanner import _cells, _values
from piiscan.detection.columns.sketch import Positions, consecutive, sketch
from piiscan.model.formula import formulas
from tests.benchmarks.table import write
from tests.benchmarks.tasks import EMAIL

ROWS, TIMES, SEED = 100_000, 3, 7
AS_OF = date(2026, 1, 1)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="piiscan-profile-") as folder:
        path = write(Path(folder), ROWS, ("csv",))["csv"]
        reading = _least(lambda: pl.read_csv(path, infer_schema=False))
        table = pl.read_csv(path, infer_schema=False)
    count = HitCounter(packs.recognizers(), AS_OF)
    rows = {column.name: list(_stages(column, count)) for column in table}
    searched = _least(lambda: table.select(pl.all().str.contains(EMAIL).sum()))
    print("| column | MB | group and fold | patterns and checks | sketch | sample | formulas | together |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, stages in rows.items():
        print(_row(f"`{name}`", table[name].str.len_bytes().sum() / 1e6, stages))
    sums = [sum(stages) for stages in zip(*rows.values(), strict=True)]
    print(_row("all", sum(table[name].str.len_bytes().sum() for name in table.columns) / 1e6, sums))
    print(f"\nReading them takes {reading:.0f} ms, one regular expression on every column {searched:.0f} ms.")


def _stages(column: pl.Series, count: HitCounter) -> Iterator[float]:
    column = column.rechunk()
    cells = _cells(column)
    values = _values(cells)
    positions = Positions.of(consecutive(0, ROWS), SEED)
    yield _least(lambda: _values(_cells(column)))
    yield _least(lambda: count(values))
    yield _least(lambda: sketch(values, SEED))
    yield _least(lambda: positions.sample(column))
    yield _least(lambda: formulas(cells["value"]))


def _least(work: Callable[[], object]) -> float:
    def once() -> float:
        began = process_time()
        work()
        return 1000 * (process_time() - began)

    work()
    return min(once() for _ in range(TIMES))


def _row(name: str, size: float, stages: list[float]) -> str:
    return f"| {name} | {size:.1f} | " + " | ".join(f"{stage:.0f}" for stage in (*stages, sum(stages))) + " |"


if __name__ == "__main__":
    main()
