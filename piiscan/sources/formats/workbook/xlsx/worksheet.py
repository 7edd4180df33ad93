"""A worksheet part, cell by cell, as its XML streams by (ECMA-376 part 1, 18.3)."""

from __future__ import annotations

import re

from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.cells import Cell, Row
from piiscan.sources.formats.workbook.forms import BOOLEAN, ERROR, NUMBER, TEXT
from piiscan.sources.formats.workbook.heading import Merge
from piiscan.sources.formats.workbook.markup import Local
from piiscan.sources.formats.workbook.moments import moment
from piiscan.sources.formats.workbook.numerals import is_long, numeral
from piiscan.sources.formats.workbook.texts import Texts
from piiscan.sources.formats.workbook.xlsx.strings import Strings, unescaped
from piiscan.sources.formats.workbook.xlsx.styles import Shown

_DIGITS = "0123456789"
_LITERAL = re.compile('"([^"]{2,})"')
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")


class _Columns(dict[str, int]):
    """Letters to numbers, each worked out once: A is 0, AA is 26."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
        self[letters] = number - 1
        return number - 1


class Worksheet:
    """A handler that makes rows. What it learns besides goes into `aside`."""

    def __init__(self, strings: Strings, styles: list[Shown], days: int) -> None:
        self.aside = Aside()
        self._strings, self._styles, self._days = strings, styles, days
        self._local, self._columns = Local(), _Columns()
        self._rows: list[Row] = []
        self._cells: list[Cell] = []
        self._characters: list[str] = []
        self._value: str | None = None
        self._type = self._style = self._at = ""
        self._position = self._column = -1
        self._in_data = self._computed = self._spoken = False
        self._texts = Texts()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._local[name]
        if not self._in_data:
            self._outside(local, attributes)
        elif local == "c":
            self._type = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._at = attributes.get("r", "")
            self._value = None
            self._computed = False
        elif local == "row":
            self._position = int(attributes["r"]) - 1 if "r" in attributes else self._position + 1
            self._column = -1
        elif local == "rPh":
            self._spoken = True
        self._characters.clear()

    def end(self, name: str) -> None:
        local = self._local[name]
        if not self._in_data:
            self._texts.end(name)
        elif local == "v":
            self._value = "".join(self._characters)
        elif local == "c":
            self._end_cell()
        elif local == "row":
            self._rows.append((self._position, self._cells))
            self._cells = []
        elif local == "t":
            self._end_run("".join(self._characters))
        elif local == "f":
            self._computed = True
            self._note(_LITERAL.findall("".join(self._characters)))
        elif local == "rPh":
            self._spoken = False
        elif local == "sheetData":
            self._in_data = False

    def text(self, characters: str) -> None:
        if self._in_data:
            self._characters.append(characters)
        else:
            self._texts.text(characters)

    def take(self) -> list[Row]:
        self._note(self._texts.take())
        made, self._rows = self._rows, []
        return made

    def _note(self, texts: list[str]) -> None:
        self.aside.texts.update(dict.fromkeys(texts))

    def _outside(self, local: str, attributes: dict[str, str]) -> None:
        self._in_data = local == "sheetData"
        if local == "mergeCell":
            self.aside.merges.append(self._merge(attributes["ref"]))
        else:
            self._texts.start(local, attributes)

    def _merge(self, reference: str) -> Merge:
        corners = [(self._columns[letters], int(row) - 1) for letters, row in _REFERENCE.findall(reference)]
        (left, top), (right, bottom) = corners[0], corners[-1]
        return Merge(top, bottom, left, right)

    def _end_run(self, text: str) -> None:
        if self._spoken:
            self._note([text])
        else:
            self._value = text if self._value is None else self._value + text

    def _end_cell(self) -> None:
        column = self._columns[self._at.rstrip(_DIGITS)] if self._at else self._column + 1
        if column <= self._column:
            raise ValueError("cells are out of order")
        self._column = column
        if self._value or (self._value is not None and self._type != "n"):
            self._cells.append((column, *self._typed(self._value, column)))
        elif self._computed:
            self.aside.uncomputed.append(self._at)

    def _typed(self, value: str, column: int) -> tuple[str, int]:
        """The text of a stored value, and its form."""
        match self._type:
            case "s":
                return self._strings[value], TEXT
            case "n":
                return self._number(value, column)
            case "str" | "inlineStr":
                return unescaped(value), TEXT
            case "b":
                return ("true" if value.strip() in ("1", "true") else "false"), BOOLEAN
            case "e":
                return value, ERROR
        return value, TEXT

    def _number(self, stored: str, column: int) -> tuple[str, int]:
        shown = self._styles[int(self._style)] if self._style and self._styles else None
        if shown is None:
            return self._plain(numeral(stored), NUMBER, column)
        if shown.moment is not None and (at := moment(stored, shown.moment, self._days)) is not None:
            return at, shown.dated
        return self._plain(numeral(stored), shown.number, column)

    def _plain(self, text: str, form: int, column: int) -> tuple[str, int]:
        """A number; as text if it has more digits than a spreadsheet keeps."""
        if len(text) < 16 or not is_long(text):
            return text, form
        self.aside.rounded[column] = self.aside.rounded.get(column, 0) + 1
        return text, TEXT
