"""A sample of rows is the same whatever the batches: rows are drawn by their places in the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import polars as pl
import pytest

from piiscan.detection.columns import sketch
from piiscan.detection.columns.scanner import ColumnScanner
from piiscan.model.table import Column
from piiscan.verbs.scan import scan

FRAME = pl.DataFrame({"note": [f"note {n}" for n in range(400)]})


@dataclass(frozen=True)
class Cut:
    """The frame in batches of `rows`."""

    rows: int
    source: str = "notes"
    key: str = "notes"
    name: str = "notes"
    format: str = "frame"
    columns: tuple[Column, ...] = (Column("note", "String"),)

    def batches(self) -> Iterator[pl.DataFrame]:
        return FRAME.iter_slices(self.rows)


@pytest.mark.catalogue("B18")
@pytest.mark.parametrize("sample", [0.5, 150])
def test_a_sample_does_not_depend_on_where_batches_end(sample: float, monkeypatch: pytest.MonkeyPatch) -> None:
    from piiscan.model import evidence

    for module in (sketch, evidence):
        monkeypatch.setattr(module, "TEXTS", 20)
    scanner = ColumnScanner((), seed=5, as_of=date(2026, 1, 1))
    whole = scan(Cut(400), scanner, sample)
    for rows in (1, 7, 133):
        cut = scan(Cut(rows), scanner, sample)
        assert replace(cut, table=whole.table) == whole
