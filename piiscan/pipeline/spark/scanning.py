"""scan on Spark: each partition is folded by the scanner of the local engine; evidence comes back merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import polars as pl

from piiscan.detection.columns.minors import births
from piiscan.engines import spark
from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.evidence import ColumnEvidence
from piiscan.model.table import Table, as_seen, innermost
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.spark.sameness import Versions, require_same, versions
from piiscan.policy.policies import default_policy
from piiscan.sources.formats.embedded import is_json
from piiscan.sources.spark.table import Declared, by_content, halves
from piiscan.verbs.scan import Scanned

if TYPE_CHECKING:
    from pyarrow import RecordBatch

_ROWS = "rows"
_FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Seen:
    """Of a table as a whole: its rows, and columns whose strings may hold JSON in some partition."""

    rows: int
    json: frozenset[str]

    def __add__(self, other: Seen) -> Seen:
        return Seen(self.rows + other.rows, self.json | other.json)


Evidence: TypeAlias = Seen | ColumnEvidence
Batch = tuple[pl.DataFrame, pl.Series]


def refuse(detection: Detection, sample: int | float | None) -> None:
    """Raise UsageError for what would need rows here, or choose others than the local engine does."""
    if detection.text == "full":
        raise UsageError("--text full shows models every text in this process: not with Spark")
    if sample is not None:
        raise UsageError("Spark reads every row: leave --sample out")


def scan_table(detection: Detection, table: Table) -> Scanned:
    """Look at every value of every row.

    Raises SourceUnreadable; UsageError where strings hold JSON, which nothing takes apart here.
    """
    inner, there = halves(table)
    dates = births(table.columns, detection.scanner.recognizers)
    read, evidence = partial(_read, there, versions()), partial(_evidence, detection.as_of, dates)
    with inner.unchanged():
        found = spark.fold(inner.rows, read, evidence, len(table.columns) + 1, table.source)
    seen = found.get(_ROWS, Seen(0, frozenset()))
    assert isinstance(seen, Seen)
    _refuse_json(table, seen)
    if inner.expected not in (None, seen.rows):
        raise SourceUnreadable(table.source, f"Spark has read {seen.rows:,} of its {inner.expected:,} rows")
    columns = {c.name: found.get(f"{i}", ColumnEvidence()) for i, c in enumerate(table.columns)}
    return Scanned(table, seen.rows, seen.rows, columns)  # type: ignore[arg-type]


def _refuse_json(table: Table, seen: Seen) -> None:
    if seen.json and table.format != _FRAME:
        name = min(seen.json)
        raise UsageError(f"{table.source}: column {name} holds JSON in strings: scan it without --engine spark")


def _read(there: Table, driver: Versions, batches: Iterator[RecordBatch]) -> Iterator[Batch]:
    """On an executor: batches of Arrow data as those of the table, with the places of their rows."""
    require_same(driver)
    declared = innermost(there)
    assert isinstance(declared, Declared)
    for nested, places in declared.read(batches):
        frame = declared.nesting.unnested(nested)
        (seen,) = as_seen(there, iter([frame]))
        yield seen, by_content(frame) if places is None else places


def _evidence(as_of: date, births: frozenset[str], batch: Batch) -> Iterator[tuple[str, Evidence]]:
    """By the numbers of the columns, as a name may be any."""
    frame, places = batch
    scanner = Detection(default_policy(), as_of, "off").scanner
    numbers = {name: f"{number}" for number, name in enumerate(frame.columns)}
    yield _ROWS, Seen(len(frame), frozenset(column.name for column in frame if is_json(column)))
    yield from ((numbers[name], found) for name, found in scanner.evidence(frame, places, births))
