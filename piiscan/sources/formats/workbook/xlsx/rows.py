"""Rows of masked cells as XML."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from xml.sax.saxutils import escape

from piiscan.errors import OutputFailed
from piiscan.model.formula import SIGNS
from piiscan.sources.formats.workbook.aside import letters
from piiscan.sources.formats.workbook.forms import BOOLEAN, ERROR, ERRORS, NUMBER, TEXT
from piiscan.sources.formats.workbook.moments import serial
from piiscan.sources.formats.workbook.reader import Written
from piiscan.sources.formats.workbook.xlsx.strings import escaped
from piiscan.sources.formats.workbook.xlsx.written_styles import QUOTED, Styles

LONGEST = 32_767
"""Characters of a cell: programs refuse a workbook in which one has more."""
ROWS = 1_000
"""Rows of a block."""
_SIGNS = tuple(SIGNS)
"""What makes a program take an edited text for a formula."""


class Rows:
    """The rows of one sheet; `source` is what messages call it."""

    def __init__(self, source: str, styles: Styles) -> None:
        self._source, self._styles = source, styles
        self._letters: list[str] = []

    def encoded(self, rows: Iterator[Written]) -> Iterator[bytes]:
        """Raises OutputFailed where a text does not fit into a cell."""
        numbered = enumerate(rows, 1)
        while block := list(islice(numbered, ROWS)):
            yield "".join(self._row(number, row) for number, row in block).encode()

    def _row(self, number: int, row: Written) -> str:
        if len(self._letters) < len(row):
            self._letters = [letters(column) for column in range(len(row))]
        cells = (
            self._cell(f"{column}{number}", *cell)
            for column, cell in zip(self._letters, row, strict=False)
            if cell is not None
        )
        return f'<row r="{number}">{"".join(cells)}</row>'

    def _cell(self, place: str, text: str, form: int) -> str:
        if form == TEXT or (form == ERROR and text not in ERRORS):
            return self._text(place, text)
        if form == BOOLEAN:
            return f'<c r="{place}" t="b"><v>{int(text == "true")}</v></c>'
        if form == ERROR:
            return f'<c r="{place}" t="e"><v>{text}</v></c>'
        if form == NUMBER:
            return f'<c r="{place}"><v>{text}</v></c>'
        value = serial(text) if self._styles.is_moment(form) else text
        return f'<c r="{place}" s="{self._styles.number(form, text)}"><v>{value}</v></c>'

    def _text(self, place: str, text: str) -> str:
        if len(text) > LONGEST:
            raise OutputFailed(f"{self._source}: the masked text of cell {place} has more than {LONGEST:,} characters")
        style = f' s="{QUOTED}"' if text.startswith(_SIGNS) else ""
        return f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(escaped(text))}</t></is></c>'
