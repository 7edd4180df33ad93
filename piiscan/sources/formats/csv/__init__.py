"""Delimited text: CSV, TSV and their kin (modelled on RFC 4180), read as text, never as numbers or dates.

`sniff` tells the layout by the first rows. `survey` then reads every byte: a file whose rows all have the same
number of fields, one kind of line end, and quotes only where they belong is `regular`, and Polars reads it.
Any other is `ragged`: Python's csv module reads it, and nothing of it is cut, padded or lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from piiscan.model.finding import Incomplete
from piiscan.model.table import Column
from piiscan.sources.files import HEAD, SourceFile
from piiscan.sources.formats.csv.annotated import CommentedCsv, DamagedCsv
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.records import Fault, records
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.formats.csv.sniff import sniff
from piiscan.sources.formats.csv.survey import survey
from piiscan.sources.formats.decoding import BOM, decode_head
from piiscan.sources.options import ReadOptions

Opened = RegularTable | RaggedTable | CommentedCsv | DamagedCsv

GAPS = 20
"""Rows that cannot be read, of which each is told by itself; of more only their number."""


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> Opened | None:
    layout = sniff(decode_head(file, head), len(head) == file.stamp.size, file.suffix, options)
    if layout is None:
        return None
    return read_as(replace(layout, mark="\ufeff" + layout.mark) if head.startswith(BOM) else layout, file)


def read_as(layout: Layout, file: SourceFile) -> Opened:
    """The file, laid out so. Raises SourceUnreadable."""
    with file.reading():
        surveyed = survey(file, layout)
    if surveyed is None:
        return _ragged(layout, file)
    columns = layout.columns(layout.width)
    table = RegularTable(file.source, file.key, file.name, "csv", columns, file, layout, surveyed)
    return CommentedCsv(table) if layout.texts else table


def _ragged(layout: Layout, file: SourceFile) -> Opened:
    """Read the file once to learn how wide it is, and what is in it. Raises SourceUnreadable."""
    width, commented = max([layout.width, *map(len, layout.headers)]), bool(layout.texts)
    faults: list[Fault] = []
    for record in records(file, layout, faults):
        if record.fields is None:
            commented = True
        elif len(record.fields) > width:
            width = len(record.fields)
    table = RaggedTable(file.source, file.key, file.name, "csv", layout.columns(width), file, layout)
    if faults:
        return DamagedCsv(table, commented, tuple(_gaps(file, table.columns, faults)))
    return CommentedCsv(table) if commented else table


def _gaps(file: SourceFile, columns: Sequence[Column], faults: Sequence[Fault]) -> list[Incomplete]:
    gaps = [Incomplete(file.source, f"line {line}, {_named(columns, n)}{what}") for line, n, what in faults[:GAPS]]
    if (more := len(faults) - GAPS) > 0:
        gaps.append(Incomplete(file.source, f"{more} more rows cannot be read"))
    return gaps


def _named(columns: Sequence[Column], field: int) -> str:
    return f"column {columns[field - 1].name} " if field <= len(columns) else f"field {field} "
