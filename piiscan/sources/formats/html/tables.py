"""Rows of cells as a table: spans are filled in, and the first row gives the names where it is one of headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.header import is_header
from piiscan.sources.formats.csv.names import unique_names
from piiscan.sources.formats.html.parsing import Row, said

WIDEST = 5_000
"""Most columns of a table."""

TABLES = 500
"""Most tables of a page: it is read once for each."""

_SAMPLE = 200
_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """The n-th table of a page. Cells are String, on one line, an empty one is null."""

    source: str
    key: str
    name: str
    format: str
    file: SourceFile
    number: int
    names: tuple[str, ...]
    header: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(name, "String") for name in self.names)

    def batches(self) -> Iterator[pl.DataFrame]:
        spans = Spans(self.source)
        lines = (spans.line(row) for row in said(self.file) if isinstance(row, Row) and row.table == self.number)
        rows = islice(lines, int(self.header), None)
        schema = dict.fromkeys(self.names, pl.String())
        while batch := list(islice(rows, _ROWS)):
            data = [[row[k] or None if k < len(row) else None for row in batch] for k in range(len(self.names))]
            yield pl.DataFrame(data, schema=schema)


@dataclass(slots=True)
class Shape:
    """What is learnt of a table on the first reading."""

    spans: Spans
    first: list[Row] = field(default_factory=list)
    sample: list[list[str]] = field(default_factory=list)
    rows: int = 0
    width: int = 0

    def see(self, row: Row) -> None:
        line = self.spans.line(row)
        self.rows, self.width = self.rows + 1, max(self.width, len(line))
        if self.rows <= _SAMPLE:
            self.first = self.first or [row]
            self.sample.append(line)

    def names(self) -> tuple[tuple[str, ...], bool]:
        """The names of the columns, and whether the first row gives them."""
        headings = all(cell.heading for cell in self.first[0].cells) or is_header(self.sample)
        header = self.rows > 1 and headings
        return unique_names(self.sample[0], header, self.width), header


class Spans:
    """Fills the cells that span several columns or rows into all of their places, row after row."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._above: dict[int, tuple[int, str]] = {}

    def line(self, row: Row) -> list[str]:
        """The texts of the next row. Raises SourceUnreadable where it is too wide."""
        line: list[str] = []
        for cell in row.cells:
            self._reach_down(line)
            text = " ".join(cell.text.split())
            for _ in range(cell.columns):
                if cell.rows > 1:
                    self._above[len(line)] = (cell.rows, text)
                line.append(text)
            if len(line) > WIDEST:
                raise SourceUnreadable(self._source, f"a table of more than {WIDEST} columns")
        self._reach_down(line)
        self._above = {column: (left - 1, text) for column, (left, text) in self._above.items() if left > 1}
        return line

    def _reach_down(self, line: list[str]) -> None:
        while len(line) in self._above:
            line.append(self._above[len(line)][1])


def shapes(file: SourceFile) -> dict[int, Shape]:
    """All tables of the page, by number. Raises SourceUnreadable."""
    found: dict[int, Shape] = {}
    for row in said(file):
        if isinstance(row, Row):
            found.setdefault(row.table, Shape(Spans(file.source))).see(row)
            if len(found) > TABLES:
                raise SourceUnreadable(file.source, f"a page of more than {TABLES} tables")
    return found
