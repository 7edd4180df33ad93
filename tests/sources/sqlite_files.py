"""SQLite files, as tests make and read them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from piiscan.model.table import Table
from piiscan.pipeline.opening import opened
from piiscan.sources import ReadOptions

KEY = MasterKey(sha256(b"the key of these tests").digest())


def made(path: Path, *statements: str, rows: Iterable[tuple[str, list[tuple[object, ...]]]] = ()) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        for table, values in rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
        connection.commit()
    return path


def tables(path: Path, options: ReadOptions | None = None) -> dict[str, Table]:
    return {item.name: item for item in opened(path, options or ReadOptions()) if isinstance(item, Table)}


def gaps(path: Path) -> list[str]:
    return [gap.reason for gap in pipeline.scan(path).incomplete]


def read(table: Table) -> pl.DataFrame:
    return pl.concat(table.batches())


def shared(source: Path, target: Path, steps: dict[str, Step] | None = None) -> None:
    """Masked and verified; `steps` by column in place of those planned."""
    plan = planned(source, steps)
    pipeline.mask(source, target, plan=plan, key=KEY)
    verification = pipeline.verify(source, target, plan=plan, key=KEY)
    assert [problem for check in verification.checks for problem in check.problems] == []
    assert verification.passed


def planned(source: Path, steps: dict[str, Step] | None = None) -> Plan:
    plan = pipeline.plan(pipeline.scan(source, text="off"))

    def step(name: str, found: Step) -> Step:
        return (steps or {}).get(name, found if found.operator else Step("keep"))

    changed = {k: replace(t, columns={n: step(n, s) for n, s in t.columns.items()}) for k, t in plan.tables.items()}
    return replace(plan, tables=changed)
