"""The content part of an OpenDocument spreadsheet: all its sheets, one after the other (OpenDocument 1.3 part 3, 9)."""

from __future__ import annotations

import re

from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.cells import LAST_COLUMN, LAST_ROW, Cell, Row
from piiscan.sources.formats.workbook.forms import BOOLEAN, NUMBER, TEXT
from piiscan.sources.formats.workbook.formulas import told
from piiscan.sources.formats.workbook.heading import Merge
from piiscan.sources.formats.workbook.markup import Local
from piiscan.sources.formats.workbook.ods.forms import DATE, PERCENTAGE, TIME
from piiscan.sources.formats.workbook.texts import TOLD, Texts

REPEATED = 1 << 24
"""Cells that one sheet may hold by repeating others: a few bytes of XML can say a million times a million."""
_CELL = frozenset(["table-cell", "covered-table-cell"])
_TIME = re.compile(r"P(?:([0-9]+)D)?T?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(\.[0-9]+)?S)?")
OWN_TOLD = TOLD - {"name"}
"""In OpenDocument most names are those of styles."""


class Content:
    """A handler that makes rows, each with the number of its sheet.

    `sheets` and `asides` have one entry for each sheet: its name and whether it is hidden; what else it holds.
    """

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool]] = []
        self.asides: list[Aside] = []
        self._local = Local()
        self._rows: list[tuple[int, Row]] = []
        self._texts = Texts(OWN_TOLD)
        self._position = self._column = self._repeated = 0
        self._times = 1
        self._cells: list[Cell] = []
        self._formulas: list[int] = []
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._within = 0
        self._style = ""
        self._hidden: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._local[name]
        if self._cell is not None:
            self._start_in_cell(name, local, attributes)
        elif local in _CELL and self.asides:
            self._cell = self._named(attributes)
            self._paragraphs = []
        elif local == "table-row":
            self._times = _count(self._named(attributes).get("number-rows-repeated"))
            self._cells, self._formulas, self._column = [], [], 0
        elif local == "table":
            self._start_sheet(self._named(attributes))
        else:
            self._look_for_hidden(local, self._named(attributes))
            self._texts.start(name, attributes)

    def end(self, name: str) -> None:
        local = self._local[name]
        if self._within:
            self._texts.end(name)
            self._within -= 1
        elif self._cell is not None:
            if local in _CELL:
                self._end_cell(self._cell)
        elif local == "table-row":
            self._end_row()
        elif local != "table":
            self._texts.end(name)

    def text(self, characters: str) -> None:
        if self._cell is None or self._within:
            self._texts.text(characters)
        elif self._paragraphs:
            self._paragraphs[-1].append(characters)

    def take(self, done: bool) -> list[tuple[int, Row]]:
        if self.asides:
            self.asides[-1].note(self._texts.take(done))
        made, self._rows = self._rows, []
        return made

    def _named(self, attributes: dict[str, str]) -> dict[str, str]:
        """Attributes without their prefixes."""
        return {self._local[name]: value for name, value in attributes.items()}

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        hidden = attributes.get("style-name") in self._hidden
        self.sheets.append((attributes.get("name", ""), hidden))
        self.asides.append(Aside())
        self._position = self._repeated = 0

    def _look_for_hidden(self, local: str, attributes: dict[str, str]) -> None:
        """A sheet is hidden by its style, which stands before it."""
        if local == "style":
            self._style = attributes.get("name", "")
        elif local == "table-properties" and attributes.get("display") == "false":
            self._hidden.add(self._style)

    def _start_in_cell(self, name: str, local: str, attributes: dict[str, str]) -> None:
        """Paragraphs are the text of the cell; comments and drawings in it are texts of their own."""
        if self._within or local not in ("p", "span", "a", "s", "tab", "line-break"):
            self._within += 1
            self._texts.start(name, attributes)
        elif local == "p":
            self._paragraphs.append([])
        else:
            named = self._named(attributes)
            spaces = " " * _count(named.get("c"))
            self.text({"s": spaces, "tab": "\t", "line-break": "\n"}.get(local, ""))
            self.asides[-1].note([named["href"]] if "href" in named else [])

    def _end_cell(self, cell: dict[str, str]) -> None:
        self._cell = None
        times = _count(cell.get("number-columns-repeated"))
        typed = self._typed(cell)
        if typed is not None:
            self._repeat(times - 1)
            self._cells += [(self._column + i, *typed) for i in range(times)]
        if "formula" in cell:
            self._note_formula(cell["formula"], times, typed is not None)
        if (wide := _count(cell.get("number-columns-spanned"))) > 1:
            tall = _count(cell.get("number-rows-spanned"))
            merge = Merge(self._position, self._position + tall - 1, self._column, self._column + wide - 1)
            self.asides[-1].merges.append(merge)
        self._column += times

    def _note_formula(self, formula: str, times: int, computed: bool) -> None:
        self.asides[-1].note(told(formula))
        if computed:
            self._formulas += range(self._column, self._column + times)
        else:
            self.asides[-1].uncomputed.append((self._position, self._column))

    def _typed(self, cell: dict[str, str]) -> tuple[str, int] | None:
        """The text of a cell, and its form; None for an empty one."""
        kind = cell.get("value-type")
        match kind:
            case "float" | "currency" | "percentage":
                form = PERCENTAGE if kind == "percentage" else NUMBER
                return self.asides[-1].plain(cell["value"], self._column, form)
            case "boolean":
                return cell["boolean-value"], BOOLEAN
            case "date":
                return cell["date-value"], DATE
            case "time":
                return _clock(cell["time-value"])
        if kind is None and not self._paragraphs:
            return None
        return cell.get("string-value", "\n".join(map("".join, self._paragraphs))), TEXT

    def _end_row(self) -> None:
        if self._cells:
            self._repeat((self._times - 1) * len(self._cells))
            for position in range(self._position, self._position + self._times if self._formulas else 0):
                self.asides[-1].compute(position, self._formulas)
            sheet = len(self.asides) - 1
            self._rows += [(sheet, (self._position + i, self._cells)) for i in range(self._times)]
        self._position += self._times

    def _repeat(self, cells: int) -> None:
        self._repeated += cells
        if self._repeated > REPEATED:
            raise ValueError("too many repeated cells")


def _count(text: str | None) -> int:
    count = int(text or "1")
    if not 0 < count <= max(LAST_ROW, LAST_COLUMN) + 1:
        raise ValueError("no such number of rows or columns")
    return count


def _clock(duration: str) -> tuple[str, int]:
    """An ISO 8601 duration as hours, minutes and seconds: PT01H02M03S is 01:02:03. Others stay as they are."""
    match = _TIME.fullmatch(duration)
    if match is None:
        return duration, TEXT
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[:4])
    rest = (match[5] or "").rstrip("0").rstrip(".")
    return f"{24 * days + hours:02}:{minutes:02}:{seconds:02}{rest}", TIME
