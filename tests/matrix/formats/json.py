"""JSON, as lines and as one document, flat and nested."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from tests.leaks import files
from tests.matrix.formats import Row


def _lines(people: pl.DataFrame, path: Path) -> None:
    people.write_ndjson(path)


def _document(people: pl.DataFrame, path: Path) -> None:
    people.write_json(path)


def _nested(people: pl.DataFrame, path: Path) -> pl.DataFrame:
    files.write_jsonl(people, path)
    return people.drop("kept")


def _in_gb18030(people: pl.DataFrame, path: Path) -> None:
    path.write_bytes(people.write_ndjson().encode("gb18030"))


ROWS: Mapping[str, Row] = {
    "jsonl": _lines,
    "jsonl, nested": _nested,
    "jsonl, gb18030": _in_gb18030,
    "json": _document,
}
