"""Compressions, around text and around a format that has its own."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import polars as pl
import zstandard

Write = Callable[[pl.DataFrame, Path], None]


def _csv(people: pl.DataFrame) -> bytes:
    return people.write_csv().encode()


def _parquet(people: pl.DataFrame) -> bytes:
    written = BytesIO()
    people.write_parquet(written)
    return written.getvalue()


def _packed(content: Callable[[pl.DataFrame], bytes], *packs: Callable[[bytes], bytes]) -> Write:
    def write(people: pl.DataFrame, path: Path) -> None:
        packed = content(people)
        for pack in packs:
            packed = pack(packed)
        path.write_bytes(packed)

    return write


def _two_members(content: bytes) -> bytes:
    return gzip.compress(content[:5_000]) + gzip.compress(content[5_000:])


ROWS: Mapping[str, Write] = {
    "csv.gz": _packed(_csv, gzip.compress),
    "csv.gz, two members": _packed(_csv, _two_members),
    "csv.zst": _packed(_csv, zstandard.compress),
    "csv.bz2": _packed(_csv, bz2.compress),
    "csv.xz": _packed(_csv, lzma.compress),
    "csv.lzma": _packed(_csv, lambda content: lzma.compress(content, lzma.FORMAT_ALONE)),
    "csv.zst.gz": _packed(_csv, zstandard.compress, gzip.compress),
    "parquet.gz": _packed(_parquet, gzip.compress),
}
