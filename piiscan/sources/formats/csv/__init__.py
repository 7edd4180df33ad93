"""Delimited text: CSV, TSV and their kin (modelled on RFC 4180), read as text, never as numbers or dates.

`sniff` tells the dialect by the first rows. `survey` then reads every byte: a file whose rows all have the same
number of fields, one kind of line end, and quotes only where they belong is `regular`, and Polars reads it.
Any other is `ragged`: Python's csv module reads it, and nothing of it is cut, padded or lost.
"""

from __future__ import annotations

from dataclasses import replace

from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.names import unique_names
from piiscan.sources.formats.csv.ragged import RaggedTable, ragged_table
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.formats.csv.sniff import sniff
from piiscan.sources.formats.csv.survey import survey
from piiscan.sources.formats.decoding import BOM, decode_head
from piiscan.sources.options import ReadOptions


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> RegularTable | RaggedTable | None:
    sniffed = sniff(decode_head(file, head), len(head) == file.stamp.size, file.suffix, options)
    if sniffed is None:
        return None
    dialect, first = sniffed
    dialect = replace(dialect, bom=head.startswith(BOM))
    with file.reading():
        surveyed = survey(file, dialect, len(first))
    if surveyed is None:
        return ragged_table(file, dialect)
    names = unique_names(first, dialect.header)
    return RegularTable(file.source, file.key, file.name, "csv", names, file, dialect, surveyed)
