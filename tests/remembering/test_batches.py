"""What was counted in large batches is not counted again, and the evidence is the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from piiscan.detection import packs
from piiscan.detection.columns.hits import HitCounter
from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.model.evidence import ColumnEvidence
from piiscan.pipeline.remembering import Cache, batches
from piiscan.pipeline.remembering.batches import RecallingScanner
from piiscan.pipeline.remembering.entries import Entries
from piiscan.sources import frame as frames
from tests.remembering.made import folder, scanned, table, write

DAY = date(2026, 11, 24)
FRAME = table(3, 50).with_columns(
    birth_date=pl.Series([DAY - timedelta(200 * n) for n in range(50)]),
    tags=pl.Series([[f"1380013{n:04}", None, " "] for n in range(50)]),
    empty=pl.lit(None, pl.String),
    note=pl.lit("call 13900139022, =SUM(A1)"),
)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The heights of the columns that patterns were looked for in."""
    heights, call = [], HitCounter.__call__
    monkeypatch.setattr(batches, "LARGE", 1)
    monkeypatch.setattr(HitCounter, "__call__", lambda self, rows: heights.append(len(rows)) or call(self, rows))
    return heights


def evidence(cache: Cache, frame: pl.DataFrame, day: date = DAY, known: bool = True) -> Mapping[str, ColumnEvidence]:
    scanner = ColumnScanner(packs.recognizers(), 7, day)
    asked = RecallingScanner(scanner, Entries(*cache)) if known else scanner
    return dict(asked.evidence(frame, None, frozenset(["birth_date"])))


def test_counts_of_the_same_rows_are_recalled(cache: Cache, counted: list[int]) -> None:
    expected = evidence(cache, FRAME, known=False)
    assert evidence(cache, FRAME) == expected
    counted.clear()
    assert evidence(cache, FRAME.rechunk()) == expected
    assert not counted


@pytest.mark.parametrize(
    "other",
    [
        FRAME.with_columns(mobile=pl.col("mobile").shift()),
        FRAME.rename({"mobile": "id_no", "id_no": "mobile"}),
        FRAME.head(49),
        FRAME.with_columns(pl.col("birth_date").cast(pl.String)),
    ],
    ids=["value", "name", "row", "type"],
)
def test_other_rows_are_counted(other: pl.DataFrame, cache: Cache, counted: list[int]) -> None:
    evidence(cache, FRAME)
    counted.clear()
    assert evidence(cache, other) == evidence(cache, other, known=False)
    assert len(counted) == 2 * len(FRAME.columns)


def test_children_are_counted_anew_on_another_day(cache: Cache, counted: list[int]) -> None:
    evidence(cache, FRAME)
    later = DAY + timedelta(1000)
    assert evidence(cache, FRAME, later) == evidence(cache, FRAME, later, known=False)
    grown = FRAME.drop("birth_date")
    evidence(cache, grown)
    counted.clear()
    assert evidence(cache, grown, later) == evidence(cache, grown, later)
    assert not counted


def test_a_table_that_has_grown_costs_what_is_new_in_it(
    cache: Cache, tmp_path: Path, counted: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "ROWS", 30)
    data = folder(tmp_path / "data")
    scanned(data / "c", cache)
    write(data / "c" / "dt=3" / "q.parquet", 5)
    counted.clear()
    found = scanned(data / "c", cache)
    assert len(counted) == 5  # four columns, and that of the partition
    assert found == scanned(data / "c")
