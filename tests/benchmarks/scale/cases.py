"""What is measured: `piiscan scan`, then `piiscan mask` by the plan that follows, each in a process of its own."""

from __future__ import annotations

import base64
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_bytes
from typing import Any

from tests.benchmarks.scale import material
from tests.benchmarks.scale.watching import Look, Watched, watched

MOST = 7200.0
"""Seconds that a run may take."""

ROWS = (10_000, 100_000, 1_000_000, 10_000_000)
WITH_NOTES = 1_000_000
"""Rows up to which notes are masked as text, too; beyond, and besides, they are dropped."""

_POINTS = 60
SCAN, MASK, NOTES = "scan", "mask", "mask with notes"


@dataclass(frozen=True, slots=True)
class Case:
    """Data of so many rows (0: it is not rows that are many), and what is done with it."""

    name: str
    data: Callable[[Path], Path]
    rows: int = 0
    format: str = ""
    verbs: Sequence[str] = (SCAN, MASK)


@dataclass(frozen=True, slots=True)
class Figure:
    """One run: seconds, bytes at their peak, the load of the machine when it began, and memory over time."""

    case: str
    verb: str
    rows: int
    format: str
    wall: float
    cpu: float
    resident: int
    anonymous: int
    status: int
    load: float
    found: str
    looks: Sequence[Look]


def cases() -> Iterator[Case]:
    for rows in ROWS:
        for suffix in ("csv", "parquet"):
            verbs = (SCAN, MASK, NOTES) if rows <= WITH_NOTES else (SCAN, MASK)
            yield Case(
                f"{rows:,} rows, {suffix}", partial(material.rows, suffix=suffix, count=rows), rows, suffix, verbs
            )
    for suffix in ("csv", "parquet"):
        yield Case(
            f"{material.COLUMNS:,} columns x {material.WIDE_ROWS:,}, {suffix}", partial(material.wide, suffix=suffix)
        )
    for mebibytes in (1, 4, 16):
        for suffix in ("csv", "parquet"):
            data = partial(material.long, suffix=suffix, mebibytes=mebibytes)
            yield Case(f"cells of {mebibytes} MiB, {suffix}", data)
    yield Case(f"{material.FILES:,} files", material.small)
    large = partial(material.rows, suffix="csv", count=material.LARGE_ROWS)
    yield Case(f"{material.LARGE_ROWS:,} rows, csv: 10 GB", large, verbs=(SCAN,))


def figures(case: Case, folder: Path) -> Iterator[Figure]:
    """Of all that is done with it. What is made lies in the folder, which may hold the data already."""
    os.environ.setdefault("BENCH_KEY", base64.b64encode(token_bytes(32)).decode())
    data, found, plan, copy = case.data(folder), folder / "found.json", folder / "plan.yaml", folder / "copy"
    for verb in case.verbs:
        load = os.getloadavg()[0]
        if verb == SCAN:
            run = _piiscan("scan", data, "-f", "json", "-o", found)
            said = _found(json.loads(found.read_text()))
        else:
            _plan(found, plan, "text" if verb == NOTES else "drop")
            copied = copy / data.name
            run = _piiscan("mask", data, copied, "--plan", plan, "--key", "env:BENCH_KEY")
            said = _written(copied, run)
            shutil.rmtree(copy, ignore_errors=True)
        sizes = run.resident, run.anonymous
        row = case.name, verb, case.rows, case.format, run.wall, run.cpu, *sizes, run.status, load, said
        yield Figure(*row, _thinned(run.looks))


def _piiscan(*arguments: str | Path) -> Watched:
    return watched((sys.executable, "-m", "piiscan", *arguments), MOST)


def _plan(found: Path, plan: Path, notes: str) -> None:
    """The plan of the default policy, its questions answered by pseudonyms."""
    from piiscan.policy.plans import load_plan, render_plan

    _piiscan("plan", found, "-o", plan)
    drawn = load_plan(plan)
    tables = {}
    for name, table in drawn.tables.items():
        steps = {column: replace(step, operator=step.operator or "pseudonym") for column, step in table.columns.items()}
        if notes == "drop" and len(steps) > 2:  # long cells are nothing but notes
            steps |= {
                column: replace(step, operator=notes) for column, step in steps.items() if step.operator == "text"
            }
        tables[name] = replace(table, columns=steps)
    plan.write_text(render_plan(replace(drawn, tables=tables)))


def _found(document: dict[str, Any]) -> str:
    columns = [column["status"] for table in document["tables"] for column in table["columns"]]
    texts, gaps = len(document["documents"]), document["incomplete"]
    parts = [f"{columns.count('personal'):,} of {len(columns):,} columns personal"] if columns else []
    parts += [f"{sum(bool(text['entities']) for text in document['documents']):,} of {texts:,} texts"] if texts else []
    return "; ".join([*parts, *_gaps(gap["reason"] for gap in gaps)])


def _gaps(reasons: Iterator[str]) -> list[str]:
    said = sorted(set(reasons))
    return [f"incomplete: {', '.join(said)}"] if said else []


def _written(copied: Path, run: Watched) -> str:
    files = [path for path in (copied.rglob("*") if copied.is_dir() else [copied]) if path.is_file()]
    left = _gaps(line.rpartition(": not masked: ")[2] for line in run.said.splitlines() if ": not masked: " in line)
    return "; ".join([f"{len(files):,} written, {sum(path.stat().st_size for path in files) / 1e6:,.0f} MB", *left])


def _thinned(looks: Sequence[Look]) -> list[Look]:
    """The highest of each of some stretches of time."""
    step = -(-len(looks) // _POINTS)
    return [max(looks[at : at + step], key=lambda look: look.anonymous) for at in range(0, len(looks), step)]
