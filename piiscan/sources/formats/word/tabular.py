"""Tables of a document: those with a row of headings are tables of a page, all others are forms, which are texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from html import unescape
from itertools import zip_longest

from piiscan.sources.formats.csv.header import is_header, is_named

_SAMPLE = 100
"""Rows by which a table is told from a form."""

_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


class Mark(Enum):
    """Where a table, a row or a cell begins or ends: what it is called in a table, and in a form."""

    TABLE = ("table", "fieldset")
    ROW = ("tr", "ul")
    CELL = ("td", "li")


class Tag:
    """A mark in the order of the page."""

    __slots__ = ("begins", "columns", "heading", "mark")

    def __init__(self, mark: Mark, begins: bool) -> None:
        self.mark, self.begins, self.heading, self.columns = mark, begins, False, 1

    def written(self, form: bool, heading: bool = False) -> str:
        name = self.mark.value[form]
        name = "th" if name == "td" and heading else name
        span = f' colspan="{self.columns}"' if self.begins and not form and self.columns > 1 else ""
        return f"<{name}{span}>" if self.begins else f"</{name}>"


Piece = str | Tag


class Layout:
    """HTML in the order of the page. An outermost table is held back until it ends, and its kind is known."""

    FORM = "form"
    """What the description of a table in a copy says if it is none; in others, too, it makes none worse."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._held: list[Piece] = []
        self._depth = 0
        self._form = False
        self._rows: list[Tag] = []
        self._cells: list[Tag] = []

    def put(self, *html: str) -> None:
        (self._held if self._depth else self._done).extend(html)

    def begin(self, mark: Mark) -> None:
        tag = Tag(mark, True)
        self._depth += mark is Mark.TABLE
        if self._depth > 1:
            return self.put(tag.written(form=True))
        if mark is Mark.ROW:
            self._rows.append(tag)
        elif mark is Mark.CELL:
            self._cells.append(tag)
        self._held.append(tag) if self._depth else self.put(tag.written(form=True))

    def end(self, mark: Mark) -> None:
        tag = Tag(mark, False)
        if self._depth > 1 or not self._depth:
            self.put(tag.written(form=True))
        else:
            self._held.append(tag)
        if mark is Mark.TABLE:
            self._depth -= 1
            if not self._depth:
                self._lay()

    def mark_heading(self) -> None:
        if self._depth == 1 and self._rows:
            self._rows[-1].heading = True

    def mark_form(self) -> None:
        self._form = self._form or self._depth == 1

    def span(self, columns: int) -> None:
        if self._depth == 1 and self._cells:
            self._cells[-1].columns = max(1, columns)

    def take(self) -> list[str]:
        done, self._done = self._done, []
        return ["".join(done)] if done else []

    def _lay(self) -> None:
        form = self._form or not self._is_table()
        heading = False
        for piece in self._held:
            if isinstance(piece, Tag) and piece.mark is Mark.ROW and piece.begins:
                heading = piece.heading or piece is self._rows[0]
            self._done.append(piece if isinstance(piece, str) else piece.written(form, heading))
        self._held, self._rows, self._cells, self._form = [], [], [], False

    def _is_table(self) -> bool:
        """Whether rows have the same width, and the first names the columns, and no column names the rows."""
        rows = list(_texts(self._held))[:_SAMPLE]
        if len(rows) < 2 or len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
            return False
        return self._rows[0].heading or (is_header(rows) and not is_named([list(c) for c in zip_longest(*rows)]))


def _texts(pieces: list[Piece]) -> Iterator[list[str]]:
    """What the cells of each row say."""
    row: list[str] = []
    for piece in pieces:
        if isinstance(piece, Tag):
            if piece.mark is Mark.ROW and piece.begins:
                row = []
            elif piece.mark is Mark.CELL and piece.begins:
                row += [""] * piece.columns
            elif piece.mark is Mark.ROW:
                yield [" ".join(cell.split()) for cell in row]
        elif row:
            row[-1] += unescape(_TAG.sub("", piece))
