"""A masked copy, read in the layout of what it was made from.

Masked values may hide a dialect: of a table with one column left no delimiter is to be seen, and a column of
digits that has become names no longer tells a header from a row.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.annotated import CommentedCsv, DamagedCsv
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.csv.opening import opened_as, opened_slowly
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.record import Record
from piiscan.sources.formats.csv.records import Reading
from piiscan.sources.formats.csv.regular import RegularTable

Rows = RegularTable | RaggedTable


def copy_of(original: Rows, file: SourceFile, kept: Sequence[str]) -> Rows:
    """The table in `file` as the copy of the original; `kept` are the names of its columns that were not dropped.

    Raises SourceUnreadable, for another header too.
    """
    layout = _layout(original.layout, file, len(kept))
    found = opened_slowly(layout, file) if isinstance(original, RaggedTable) else opened_as(layout, file)
    if isinstance(found, DamagedCsv):
        raise SourceUnreadable(file.source, found.gaps[0].reason)
    table = found.table if isinstance(found, CommentedCsv) else found
    at = [number for number, column in enumerate(original.columns) if column.name in kept]
    if table.layout.headers != [[cells[n] for n in at if n < len(cells)] for cells in original.layout.headers]:
        raise SourceUnreadable(file.source, "its header is not the one of its original")
    return _named(table, [original.columns[number] for number in at])


def _layout(layout: Layout, file: SourceFile, width: int) -> Layout:
    """Every line that began with `#` and stood among more columns is still a comment where one is left."""
    hashed = None if layout.hashed is None else width if width > 1 else 0
    with file.reading(), file.open() as octets:
        octets.seek(len(layout.mark.encode()))
        stream = io.TextIOWrapper(octets, encoding="utf-8", newline="")
        top = tuple(_top(layout.top, Reading(stream, layout.dialect, hashed)))
    return replace(layout, width=width, hashed=hashed, top=top)


def _top(originals: Sequence[Record], found: Reading) -> Iterator[Record]:
    for original, record in zip(originals, islice(found, len(originals)), strict=False):
        yield Record(None if original.fields is None else record.fields or [], record.raw)


def _named(found: Rows, columns: Sequence[Column]) -> Rows:
    """With the names of the original, as a header that lost one of two equal cells does not tell which."""
    return replace(found, columns=(*columns, *found.columns[len(columns) :]))
