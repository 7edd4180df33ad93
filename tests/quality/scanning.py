"""What the product says of the tables: each written as a CSV file and scanned from there, as users do."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from piiscan.model.finding import ColumnFinding
from tests.quality.labels import NONE
from tests.quality.tables import Column, Table

AS_OF = date(2026, 6, 1)


@dataclass(frozen=True)
class Verdict:
    """A column and what was found in it; an undecided column counts as not found.

    `best` is the best candidate at its stated `confidence`, whatever the verdict; None where there is none.
    """

    table: str
    column: Column
    found: str
    tier: int
    best: str | None = None
    confidence: float = 0.0


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
            found, tier = (verdict.entity, verdict.tier) if personal else (NONE, 1)
            yield Verdict(table.name, column, found, tier, _best(verdict), verdict.confidence)


def _best(finding: ColumnFinding) -> str | None:
    """The entity that the confidence is about, which a clean column does not name."""
    if finding.recognizer is None:
        return None
    return finding.entity or finding.candidate or _entities()[finding.recognizer.partition("@")[0]]


@cache
def _entities() -> dict[str, str]:
    """Recognizer id -> entity."""
    from piiscan.detection import packs
    from piiscan.detection.verdict.free_text import TEXT_COLUMN

    return {recognizer.id: recognizer.entity for recognizer in (*packs.recognizers(), TEXT_COLUMN)}


def write(table: Table, folder: Path) -> Path:
    path = folder / f"{table.name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(column.header for column in table.columns)
        writer.writerows(zip(*(column.values for column in table.columns), strict=True))
    return path
