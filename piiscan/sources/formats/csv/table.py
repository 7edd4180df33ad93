"""What both paths of reading have in common: a file, and how it is laid out."""

from __future__ import annotations

from dataclasses import dataclass

from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.layout import Layout


@dataclass(frozen=True, slots=True)
class DelimitedTable:
    """One file. The names of its columns are unique; its header may repeat a name or leave one out."""

    source: str
    key: str
    name: str
    format: str
    columns: tuple[Column, ...]
    file: SourceFile
    layout: Layout
