"""Parquet files that are small on disk and endless in memory, refused before a row of them is read."""

from __future__ import annotations

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import LONGEST
from piiscan.sources.formats.parquet.footer import Footer, footer
from piiscan.sources.formats.parquet.pages import doubtful
from piiscan.sources.formats.parquet.table import rows
from piiscan.sources.formats.trial import try_out
from piiscan.sources.nested.table import TOO_MANY_CELLS, most_cells


def harmless(file: SourceFile) -> Footer:
    """What the footer says. Raises SourceUnreadable where it, a page, or what a page unfolds to is too much."""
    declared = footer(file)
    columns = max((len(group.chunks) for group in declared.groups), default=0)
    if declared.rows * columns > most_cells(file):
        raise SourceUnreadable(file.source, TOO_MANY_CELLS)
    if any(group.octets > LONGEST * max(group.rows, 1) for group in declared.groups):
        raise SourceUnreadable(file.source, f"rows of more than {LONGEST >> 20} MiB")
    with file.open() as stream:
        uncertain = doubtful(stream, declared, file.source)
    if uncertain:
        try_out(file, rows)
    return declared
