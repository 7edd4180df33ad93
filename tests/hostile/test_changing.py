"""A file changes while it is scanned: it is noticed every time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.sources.formats.csv.regular import RegularTable
from tests.catalogue.size import size

CHANGES: dict[str, Callable[[Path], object]] = {
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"Ann,13900139000\n"),
    "another file": lambda path: os.replace(path.with_name("other"), path),
    "gone": lambda path: path.unlink(),
    "a changed cell": lambda path: path.write_bytes(path.read_bytes().replace(b"Ann", b"Bob", 1)),
}
ROWS = b"name,mobile\n" + b"Ann,13800138000\n" * size(20_000, 150_000)


@pytest.mark.catalogue("C10")
@pytest.mark.parametrize("change", [*CHANGES] * size(1, 20))
def test_a_change_during_the_scan_is_incomplete(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the first rows were read."""
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.csv"
    path.write_bytes(ROWS)
    path.with_name("other").write_bytes(ROWS)
    read = RegularTable.batches

    def changed(self: RegularTable) -> Iterator[pl.DataFrame]:
        frames = read(self)
        first = next(frames)
        CHANGES[change](path)
        yield first
        yield from frames

    monkeypatch.setattr(RegularTable, "batches", changed)
    findings = pipeline.scan(path, text="off")
    assert [gap.reason for gap in findings.incomplete] == ["changed while it was read"]
