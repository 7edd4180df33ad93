"""A worksheet part, row by row, as its XML streams by (ECMA-376 part 1, 18.3).

The parser calls nothing but the builder of ElementTree, so no Python code runs for an element: rows are taken from
the growing tree block by block, and cut off it.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, TreeBuilder

from piiscan.sources.formats.workbook.aside import Aside, column_of
from piiscan.sources.formats.workbook.cells import Cell, Row
from piiscan.sources.formats.workbook.forms import BOOLEAN, ERROR, TEXT
from piiscan.sources.formats.workbook.formulas import told
from piiscan.sources.formats.workbook.heading import Merge
from piiscan.sources.formats.workbook.markup import Local
from piiscan.sources.formats.workbook.shown import Shown, number
from piiscan.sources.formats.workbook.texts import texts_of
from piiscan.sources.formats.workbook.xlsx.strings import Strings, unescaped

_DIGITS = "0123456789"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class Worksheet:
    """A handler that makes rows. What it learns besides goes into `aside`."""

    def __init__(self, strings: Strings, styles: list[Shown], days: int) -> None:
        self.aside = Aside()
        self._strings, self._styles, self._days = strings, styles, days
        self._local = Local()
        self._position = -1
        builder = TreeBuilder()
        self._root = builder.start("root", {})
        self.start, self.end, self.text = builder.start, builder.end, builder.data

    def take(self, done: bool) -> list[Row]:
        rows: list[Row] = []
        for sheet in self._root:
            for part in sheet:
                if self._local[part.tag] == "sheetData":
                    whole = len(part) if done else len(part) - 1
                    rows += [self._row(row) for row in part[:whole]]
                    del part[:whole]
                elif done:
                    self._look_beside(part)
        return rows

    def _look_beside(self, part: Element) -> None:
        if self._local[part.tag] == "mergeCells":
            self.aside.merges += [_merge(merge.get("ref", "")) for merge in part]
        else:
            self.aside.note(texts_of(part))

    def _row(self, row: Element) -> Row:
        self._position = int(row.get("r", self._position + 2)) - 1
        cells: list[Cell] = []
        last = -1
        for cell in row:
            at = cell.get("r")
            column = column_of(at.rstrip(_DIGITS)) if at else last + 1
            if column <= last:
                raise ValueError("cells are out of order")
            last = column
            value = cell[0].text if len(cell) == 1 and cell[0].tag == "v" else self._value(cell, column)
            if value is not None:
                cells.append((column, *self._typed(value, cell.get("t", "n"), cell.get("s"), column)))
        return self._position, cells

    def _value(self, cell: Element, column: int) -> str | None:
        """What is stored in a cell; None for an empty one. Notes its formula."""
        value, computed = None, False
        for child in cell:
            match self._local[child.tag]:
                case "v":
                    value = child.text or ("" if cell.get("t") == "str" else None)
                case "is":
                    value = self._inline(child)
                case "f":
                    computed = True
                    self.aside.note(told(child.text or ""))
        if computed and value is None:
            self.aside.uncomputed.append((self._position, column))
        elif computed:
            self.aside.compute(self._position, [column])
        return value

    def _inline(self, string: Element) -> str:
        """Its runs; phonetic ones are noted."""
        if len(string) == 1 and string[0].tag == "t":
            return string[0].text or ""
        runs = [""]
        for child in string:
            run = "".join(part.text or "" for part in child.iter() if self._local[part.tag] == "t")
            if self._local[child.tag] == "rPh":
                self.aside.note([run])
            else:
                runs.append(run)
        return "".join(runs)

    def _typed(self, value: str, kind: str, style: str | None, column: int) -> tuple[str, int]:
        """The text of a stored value, and its form."""
        if kind == "n":
            shown = self._styles[int(style)] if style and self._styles else None
            return number(value, shown, self._days, column, self.aside)
        if kind == "s":
            return self._strings[value], TEXT
        if kind in ("str", "inlineStr"):
            return unescaped(value), TEXT
        if kind == "b":
            return ("true" if value.strip() in ("1", "true") else "false"), BOOLEAN
        return value, ERROR if kind == "e" else TEXT


def _merge(reference: str) -> Merge:
    corners = [(column_of(letters), int(row) - 1) for letters, row in _REFERENCE.findall(reference)]
    (left, top), (right, bottom) = corners[0], corners[-1]
    return Merge(top, bottom, left, right)
