"""`python -m tests.benchmarks.spark`: a million rows of Parquet here, and on one and two executors of one core each.

Each in a process of its own, after a scan of a few rows has started its workers; masks drop the notes. Findings and
masked values must be equal. Run it on a machine with a core for each executor and one for the driver, at least.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from secrets import token_bytes
from time import perf_counter

import polars as pl

from piiscan.pipeline import mask, plan, scan
from piiscan.policy.plans import load_plan, render_plan
from piiscan.reports.findings import load
from tests.benchmarks.table import write
from tests.leaks.runner import ROOT

ROWS, FEW = 1_000_000, 1_000
EXECUTORS = (0, 1, 2)
"""None is the local engine."""

_KEY = "BENCH_SPARK_KEY"


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="piiscan-bench-") as name:
        folder = Path(name)
        for rows in (ROWS, FEW):
            write(folder, rows, ("parquet",))
        os.environ[_KEY] = token_bytes(32).hex()
        (folder / "plan.yaml").write_text(_planned(folder))
        for executors in EXECUTORS:
            _apart(folder, executors)
        said = [load(folder / f"{executors}.json") for executors in EXECUTORS]
        copies = [pl.read_parquet(_copy(folder, executors)) for executors in EXECUTORS]
        print("findings equal:", all(found.tables == said[0].tables for found in said))
        print("masked values equal:", all(copy.equals(copies[0]) for copy in copies))


def _planned(folder: Path) -> str:
    """Tokens where a person would have to decide; texts go."""
    made = plan(scan(_source(folder, FEW), text="off"))
    (table,) = made.tables.values()
    otherwise = {None: "pseudonym", "text": "drop"}
    steps = {
        name: replace(step, operator=otherwise[step.operator], parameters={}) if step.operator in otherwise else step
        for name, step in table.columns.items()
    }
    return render_plan(replace(made, tables={_source(folder, ROWS).name: replace(table, columns=steps)}))


def _source(folder: Path, rows: int) -> Path:
    return folder / f"customers-{rows}.parquet"


def _copy(folder: Path, executors: int) -> list[Path]:
    return sorted((folder / f"copy{executors}").glob("*.parquet"))


def _apart(folder: Path, executors: int) -> None:
    master = f"--master local-cluster[{executors},1,2048] --conf spark.executor.memory=1g pyspark-shell"
    settings = {"PYSPARK_SUBMIT_ARGS": f"--conf spark.ui.enabled=false {master}", "PYTHONPATH": str(ROOT)}
    work = [sys.executable, "-m", "tests.benchmarks.spark", str(folder), str(executors)]
    subprocess.run(work, env={**os.environ, **settings}, check=True)


def _measured(folder: Path, executors: int) -> None:
    from piiscan.pipeline.reporting import report

    engine, source = "spark" if executors else "local", _source(folder, ROWS)
    scan(_source(folder, FEW), text="off", engine=engine)
    began = perf_counter()
    findings = scan(source, text="off", engine=engine)
    scanned = perf_counter() - began
    (folder / f"{executors}.json").write_text(report(findings, "json"))
    began, target = perf_counter(), folder / f"copy{executors}"
    target = target if executors else target / "0.parquet"
    mask(source, target, plan=load_plan(folder / "plan.yaml"), key=f"env:{_KEY}", engine=engine)
    masked = perf_counter() - began
    said = f"{executors} executors" if executors else "local engine"
    print(
        f"{said}: scan {scanned:.1f} s, {ROWS / scanned:,.0f} rows/s; mask {masked:.1f} s, {ROWS / masked:,.0f} rows/s"
    )


if __name__ == "__main__":
    _measured(Path(sys.argv[1]), int(sys.argv[2])) if sys.argv[1:] else main()
