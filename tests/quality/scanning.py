"""What the product says of the tables: each written as a CSV file and scanned from there, as users do."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.quality.labels import NONE
from tests.quality.tables import Column, Table

AS_OF = date(2026, 6, 1)


@dataclass(frozen=True)
class Verdict:
    """A column and what was found in it; an undecided column counts as not found."""

    table: str
    column: Column
    found: str
    tier: int


def judge(tables: Iterable[Table]) -> list[Verdict]:
    with tempfile.TemporaryDirectory(prefix="piiscan-quality-") as folder:
        return list(_judged(list(tables), Path(folder)))


def _judged(tables: list[Table], folder: Path) -> Iterator[Verdict]:
    import piiscan

    paths = {write(table, folder).stem: table for table in tables}
    findings = piiscan.scan(str(folder), text="off", as_of=AS_OF)
    if findings.incomplete or len(findings.tables) != len(tables):
        raise RuntimeError("some tables were not scanned")
    for found in findings.tables:
        table = paths[Path(found.source).stem]
        for column, verdict in zip(table.columns, found.columns, strict=True):
            personal = verdict.status == "personal"
            yield Verdict(table.name, column, verdict.entity if personal else NONE, verdict.tier if personal else 1)


def write(table: Table, folder: Path) -> Path:
    path = folder / f"{table.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.header for column in table.columns)
        writer.writerows(zip(*(column.values for column in table.columns), strict=True))
    return path
