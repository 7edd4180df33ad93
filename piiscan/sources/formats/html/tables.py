"""Rows of cells as a table: spans are filled in, and rows of headings above the others give the names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.header import is_header
from piiscan.sources.formats.csv.names import unique_names
from piiscan.sources.formats.html.parsing import pieces
from piiscan.sources.formats.html.pieces import Cell, Row, rows

WIDEST = 5_000
"""Most columns of a table."""

TABLES = 500
"""Most tables of a page: it is read once for each."""

_SAMPLE = 200
_ROWS = 20_000
_HEADERS = 10
"""Most rows of headings above a table."""


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """The n-th table of a page. Cells are String, on one line, an empty one is null.

    `headers` are the texts of the rows of headings; no row has more than `width` cells.
    """

    source: str
    key: str
    name: str
    format: str
    file: SourceFile
    number: int
    names: tuple[str, ...]
    headers: tuple[tuple[str, ...], ...]
    width: int

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(name, "String") for name in self.names)

    def batches(self) -> Iterator[pl.DataFrame]:
        body = islice(self._lines(), len(self.headers), None)
        schema = dict.fromkeys(self.names, pl.String())
        while batch := list(islice(body, _ROWS)):
            data = [[row[k] or None if k < len(row) else None for row in batch] for k in range(len(self.names))]
            yield pl.DataFrame(data, schema=schema)

    def copied(self, copy: HtmlTable, kept: Sequence[str]) -> HtmlTable:
        """The table of a masked copy, under the names of this one. Raises SourceUnreadable for another header."""
        at = [k for k, name in enumerate(self.names) if name in kept]
        headers = tuple(tuple(line[k] if k < len(line) else "" for k in at) for line in self.headers)
        found = (tuple([*line, *[""] * (len(at) - len(line))]) for line in islice(copy._lines(), len(headers)))
        if tuple(found) != headers or copy.width > len(at):
            raise SourceUnreadable(copy.source, "its header is not the one of its original")
        return replace(copy, names=tuple(self.names[k] for k in at), headers=headers)

    def _lines(self) -> Iterator[list[str]]:
        spans = Spans(self.source)
        return (spans.line(row) for row in rows(pieces(self.file)) if row.table == self.number)


@dataclass(slots=True)
class Shape:
    """What is learnt of a table on the first reading."""

    spans: Spans
    headings: int = 0
    sample: list[list[str]] = field(default_factory=list)
    rows: int = 0
    width: int = 0

    def see(self, row: Row) -> None:
        line = self.spans.line(row)
        self.headings += row.heading and self.headings == self.rows
        self.rows, self.width = self.rows + 1, max(self.width, len(line))
        if self.rows <= _SAMPLE:
            self.sample.append(line)

    def headers(self) -> tuple[tuple[str, ...], ...]:
        """Rows of headings, or a first row that is one by what it says; rows that are all headings are data."""
        count = self.headings if self.headings < self.rows and self.headings <= _HEADERS else 0
        if not count and self.rows > 1:
            count = int(is_header(self.sample))
        return tuple(map(tuple, self.sample[:count]))

    def names(self) -> tuple[str, ...]:
        """What stands above each column, from top to bottom."""
        lines = self.headers()
        above = [[line[k] for line in lines if k < len(line)] for k in range(max(map(len, lines), default=0))]
        names = [" ".join(dict.fromkeys(filter(None, cells))) for cells in above]
        return unique_names(names, len(self.sample[0]), self.width)


class Spans:
    """Fills the cells that span several columns or rows into all of their places, row after row."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._above: dict[int, tuple[int, Cell]] = {}

    def line(self, row: Row) -> list[str]:
        """The texts of the next row."""
        return [cell.value for cell in self.places(row)]

    def places(self, row: Row) -> list[Cell]:
        """The cells of the next row, each in every place that it takes. Raises SourceUnreadable for too many."""
        places: list[Cell] = []
        for cell in row.cells:
            self._reach_down(places)
            for _ in range(cell.columns):
                if cell.rows > 1:
                    self._above[len(places)] = (cell.rows, cell)
                places.append(cell)
            if len(places) > WIDEST:
                raise SourceUnreadable(self._source, f"a table of more than {WIDEST} columns")
        self._reach_down(places)
        self._above = {column: (left - 1, cell) for column, (left, cell) in self._above.items() if left > 1}
        return places

    def _reach_down(self, places: list[Cell]) -> None:
        while len(places) in self._above:
            places.append(self._above[len(places)][1])


def shapes(file: SourceFile) -> dict[int, Shape]:
    """All tables of the page, by number. Raises SourceUnreadable."""
    found: dict[int, Shape] = {}
    for row in rows(pieces(file)):
        found.setdefault(row.table, Shape(Spans(file.source))).see(row)
        if len(found) > TABLES:
            raise SourceUnreadable(file.source, f"a page of more than {TABLES} tables")
    return found
