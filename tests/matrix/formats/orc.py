"""ORC, where pyarrow is there to write and read it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import polars as pl

from tests.matrix.formats import Row
from tests.matrix.formats.parquet_nested import nested


def _flat(people: pl.DataFrame, path: Path) -> None:
    _write(people, path, "zlib")


def _nested(people: pl.DataFrame, path: Path) -> None:
    _write(nested(people), path, "zstd")


def _write(frame: pl.DataFrame, path: Path, compression: str) -> None:
    from pyarrow import orc

    orc.write_table(frame.to_arrow(compat_level=pl.CompatLevel.oldest()), path, compression=compression)


ROWS: Mapping[str, Row] = {"orc, zlib": _flat, "orc, nested": _nested} if find_spec("pyarrow") else {}
