"""Arrow IPC: files and streams, compressed and not, with dictionaries and nested."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import polars as pl

from tests.leaks import canary
from tests.matrix.formats import Row
from tests.matrix.formats.parquet_nested import nested

Compression = Literal["uncompressed", "lz4", "zstd"]


def _file(compression: Compression) -> Row:
    return lambda people, path: people.write_ipc(path, compression=compression, record_batch_size=64)


def _stream(compression: Compression) -> Row:
    return lambda people, path: people.write_ipc_stream(path, compression=compression)


def _dictionaries(people: pl.DataFrame, path: Path) -> None:
    people.with_columns(pl.col(canary.IDENTIFIERS).cast(pl.Categorical)).write_ipc(path)


def _enums(people: pl.DataFrame, path: Path) -> None:
    people.with_columns(pl.col("mobile").cast(pl.Enum(people["mobile"]))).write_ipc_stream(path)


def _nested(people: pl.DataFrame, path: Path) -> None:
    nested(people).write_ipc(path, compression="zstd")


ROWS: Mapping[str, Row] = {
    "arrow": _file("uncompressed"),
    "arrow, lz4": _file("lz4"),
    "feather, zstd": _file("zstd"),
    "arrow, nested": _nested,
    "arrow, dictionaries": _dictionaries,
    "arrows, stream": _stream("uncompressed"),
    "arrows, stream, zstd": _stream("zstd"),
    "arrows, stream, enums": _enums,
}
