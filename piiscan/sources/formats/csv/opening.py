"""From a layout to what the file holds: a table, or a table with comments, or what can be read of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.annotated import CommentedCsv, DamagedCsv
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.records import Fault, records
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.formats.csv.survey import survey

Delimited = RegularTable | RaggedTable | CommentedCsv | DamagedCsv

WIDEST = 20_000
"""Most fields of a row: each may become a column, of which some hundreds are judged in a second."""

GAPS = 20
"""Rows that cannot be read, of which each is told by itself; of more only their number."""


def opened_as(layout: Layout, file: SourceFile) -> Delimited:
    """The file, laid out so. Raises SourceUnreadable."""
    _require_width(file, layout.width)
    with file.reading():
        surveyed = survey(file, layout)
    if surveyed is None:
        return opened_slowly(layout, file)
    columns = layout.columns(layout.width)
    table = RegularTable(file.source, file.key, file.name, "csv", columns, file, layout, surveyed)
    return CommentedCsv(table) if layout.texts else table


def opened_slowly(layout: Layout, file: SourceFile) -> Delimited:
    """Read the file once to learn how wide it is, and what is in it. Raises SourceUnreadable."""
    width, commented = max([layout.width, *map(len, layout.headers)]), bool(layout.texts)
    faults: list[Fault] = []
    for record in records(file, layout, faults):
        if record.fields is None:
            commented = True
        elif len(record.fields) > width:
            width = len(record.fields)
            _require_width(file, width)
    table = RaggedTable(file.source, file.key, file.name, "csv", layout.columns(width), file, layout)
    if faults:
        return DamagedCsv(table, commented, tuple(_gaps(file, table.columns, faults)))
    return CommentedCsv(table) if commented else table


def _require_width(file: SourceFile, width: int) -> None:
    if width > WIDEST:
        raise SourceUnreadable(file.source, f"a row of more than {WIDEST:,} fields")


def _gaps(file: SourceFile, columns: Sequence[Column], faults: Sequence[Fault]) -> Iterator[Incomplete]:
    for line, field, what in faults[:GAPS]:
        named = f"column {columns[field - 1].name}" if field <= len(columns) else f"field {field}"
        yield Incomplete(file.source, f"line {line}, {named} {what}")
    if (more := len(faults) - GAPS) > 0:
        yield Incomplete(file.source, f"{more} more rows cannot be read")
