"""Folders that are one table: a partition for each of a few values, of the people in files of several formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

Write = Callable[[pl.DataFrame, Path], None]


def _partitioned(write: Callable[[pl.DataFrame, Path], object], suffix: str) -> Write:
    """In the order of the people: every partition holds those that follow on one another."""

    def written(people: pl.DataFrame, path: Path) -> None:
        for number, rows in enumerate(people.iter_slices(25)):
            folder = path / f"dt=2026-01-0{number % 4 + 1}" / f"branch={'上海' if number % 2 else 'north'}"
            folder.mkdir(parents=True, exist_ok=True)
            write(rows, folder / f"part-{number:05}.{suffix}")

    return written


ROWS: Mapping[str, Write] = {
    "folder, csv in partitions": _partitioned(lambda rows, path: path.write_text(rows.write_csv()), "csv"),
    "folder, parquet in partitions": _partitioned(lambda rows, path: rows.write_parquet(path), "parquet"),
}
