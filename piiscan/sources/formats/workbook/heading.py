"""Where the table of a sheet begins, and what its columns are called.

Rows above the table (titles, notes, dates of a report) are texts: they are scanned, and never copied. A header may
take two rows, an upper one of merged cells over several columns and a lower one: the lower cell is the name, as it
says what the values are, and the upper one the comment, as it says whose they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from piiscan.model.table import Column
from piiscan.sources.formats.csv.header import is_header
from piiscan.sources.formats.csv.names import unique_names
from piiscan.sources.formats.workbook.cells import Cells, Row
from piiscan.sources.formats.workbook.forms import TEXT

BODY = 50
"""Rows that a header is held against."""


class Merge(NamedTuple):
    """Cells shown as one: first and last row, first and last column, counted from 0."""

    top: int
    bottom: int
    left: int
    right: int


Spans = Mapping[tuple[int, int], int]
"""For each cell merged over several columns of a row, its position and first column, the last one."""


class Heading(NamedTuple):
    """`first` is the position of the first row of data; `has_names` tells that the source names its columns.

    `above` are the texts over the header. Where there is no header, every row is data.
    """

    first: int
    has_names: bool
    columns: tuple[Column, ...]
    above: tuple[str, ...]

    def telling(self, order: Sequence[int], formulas: Mapping[int, int]) -> Heading:
        """With the number of formulas in each of its columns, which stand in this order."""
        counted = (replace(column, formulas=formulas.get(n, 0)) for column, n in zip(self.columns, order, strict=True))
        return self._replace(columns=tuple(counted))


def heading(cells: Cells, merges: Sequence[Merge], wanted: bool | None) -> Heading:
    """`wanted` says whether there is a header; None means: find out."""
    order = sorted(cells.used)
    spans = {(merge.top, merge.left): merge.right for merge in merges if merge.top == merge.bottom}
    top = _top(cells.head, spans)
    upper = _upper(cells.head[top:], spans)
    rows = cells.head[top + bool(upper) :]
    has_names = bool(rows) and (bool(upper) or _names(rows, order) if wanted is None else wanted)
    if not has_names:
        first = cells.head[0][0] if cells.head else 0
        return Heading(first, False, _columns([""] * len(order), {}, order), ())
    cell = {column: text for column, text, _ in rows[0][1]}
    names = [cell.get(n) or upper.get(n) or "" for n in order]
    comments = {n: text for n, text in upper.items() if cell.get(n)}
    above = tuple(text for _, row in cells.head[:top] for _, text, _ in row)
    return Heading(rows[0][0] + 1, True, _columns(names, comments, order), above)


def _columns(names: Sequence[str], comments: Mapping[int, str], order: Sequence[int]) -> tuple[Column, ...]:
    unique = unique_names([" ".join(name.split()) for name in names], len(names), len(names))
    return tuple(Column(name, "String", comment=comments.get(n)) for name, n in zip(unique, order, strict=True))


def _top(rows: Sequence[Row], spans: Spans) -> int:
    """The first row that is more than half as full as the fullest of the sample: the header, if there is one."""
    filled = [len(_spread(row, spans)) if len(row[1]) > 1 else len(row[1]) for row in rows]
    return next((i for i, columns in enumerate(filled) if columns * 2 > max(filled)), 0)


def _upper(rows: Sequence[Row], spans: Spans) -> dict[int, str]:
    """What stands above each column in the upper row of a header of two, empty if it has one row."""
    if len(rows) < 2 or any(form != TEXT for _, row in rows[:2] for _, _, form in row):
        return {}
    (position, row), (below, _) = rows[:2]
    wide = [column for column, _, _ in row if spans.get((position, column), column) > column]
    return _spread(rows[0], spans) if wide and below == position + 1 else {}


def _spread(row: Row, spans: Spans) -> dict[int, str]:
    """The texts of a row, merged cells standing in each column that they cover."""
    position, cells = row
    return {n: text for column, text, _ in cells for n in range(column, spans.get((position, column), column) + 1)}


def _names(rows: Sequence[Row], order: Sequence[int]) -> bool:
    """Whether the first row names the columns: texts only, on the evidence that a CSV file is judged by."""
    if any(form != TEXT for _, _, form in rows[0][1]):
        return False
    return is_header([_filled(row, order) for _, row in rows[: BODY + 1]])


def _filled(row: Sequence[tuple[int, str, int]], order: Sequence[int]) -> list[str]:
    cell = {column: text for column, text, _ in row}
    return [cell.get(n, "") for n in order]
