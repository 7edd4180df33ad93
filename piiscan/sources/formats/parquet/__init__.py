"""Apache Parquet. Nested columns become columns of their leaves."""

from __future__ import annotations

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import LONGEST
from piiscan.sources.formats.parquet.comments import comments
from piiscan.sources.formats.parquet.footer import MAGIC, Footer, footer
from piiscan.sources.formats.parquet.pages import doubtful
from piiscan.sources.formats.parquet.table import ParquetTable, rows
from piiscan.sources.formats.trial import try_out
from piiscan.sources.nested import Nesting, TooDeep
from piiscan.sources.nested.table import TOO_MANY_CELLS, most_cells
from piiscan.sources.options import ReadOptions

ENCRYPTED = b"PARE"
"""Begins and ends a file whose footer is encrypted."""


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> ParquetTable | None:
    if head.startswith(ENCRYPTED):
        raise SourceUnreadable(file.source, "is encrypted: decrypt it first")
    if not head.startswith(MAGIC):
        return None
    with file.reading():
        declared = footer(file)
        nesting = _nesting(file)
    _refuse_bomb(file, declared, len(nesting.columns))
    return ParquetTable(file.source, file.key, file.name, "parquet", nesting, file, declared)


def _refuse_bomb(file: SourceFile, declared: Footer, columns: int) -> None:
    if declared.rows * columns > most_cells(file):
        raise SourceUnreadable(file.source, TOO_MANY_CELLS)
    if any(group.octets > LONGEST * max(group.rows, 1) for group in declared.groups):
        raise SourceUnreadable(file.source, f"rows of more than {LONGEST >> 20} MiB")
    with file.open() as stream:
        uncertain = doubtful(stream, declared, file.source)
    if uncertain:
        try_out(file, rows)


def _nesting(file: SourceFile) -> Nesting:
    schema = pl.scan_parquet(file.path, glob=False, hive_partitioning=False).collect_schema()
    try:
        return Nesting.of(schema, comments(pl.read_parquet_metadata(file.path)))
    except TooDeep as deep:
        raise SourceUnreadable(file.source, str(deep)) from None
