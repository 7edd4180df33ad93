"""Apache Parquet. Nested columns become columns of their leaves."""

from __future__ import annotations

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.parquet.bombs import harmless
from piiscan.sources.formats.parquet.comments import comments
from piiscan.sources.formats.parquet.footer import MAGIC
from piiscan.sources.formats.parquet.table import ParquetTable
from piiscan.sources.nested import Nesting, TooDeep
from piiscan.sources.options import ReadOptions

ENCRYPTED = b"PARE"
"""Begins and ends a file whose footer is encrypted."""


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> ParquetTable | None:
    if head.startswith(ENCRYPTED):
        raise SourceUnreadable(file.source, "is encrypted: decrypt it first")
    if not head.startswith(MAGIC):
        return None
    with file.reading():
        declared = harmless(file)
        nesting = _nesting(file)
    return ParquetTable(file.source, file.key, file.name, "parquet", nesting, file, declared)


def _nesting(file: SourceFile) -> Nesting:
    schema = pl.scan_parquet(file.path, glob=False, hive_partitioning=False).collect_schema()
    try:
        return Nesting.of(schema, comments(pl.read_parquet_metadata(file.path)))
    except TooDeep as deep:
        raise SourceUnreadable(file.source, str(deep)) from None
