"""What a sheet holds beside the values of its cells."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from string import ascii_uppercase

import numpy as np

from piiscan.sources.formats.workbook.forms import TEXT
from piiscan.sources.formats.workbook.heading import Merge
from piiscan.sources.formats.workbook.numerals import is_long, numeral


@dataclass(slots=True)
class Aside:
    """What a sheet holds beside its values: texts, each once; cells whose formula was never computed; and for
    each column the rows whose values are those of formulas, and how many of its numbers have more digits than a
    spreadsheet keeps."""

    texts: dict[str, None] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    rounded: dict[int, int] = field(default_factory=dict)
    computed: dict[int, array[int]] = field(default_factory=dict)

    def note(self, texts: Iterable[str]) -> None:
        self.texts.update(dict.fromkeys(texts))

    def compute(self, row: int, columns: Iterable[int]) -> None:
        """Note that these cells of a row have the values of formulas."""
        for column in columns:
            self.computed.setdefault(column, array("I")).append(row)

    def formulas(self, first: int) -> dict[int, int]:
        """Column -> how many of its cells hold formulas, from the row `first` on."""
        return {n: int((np.frombuffer(rows, np.uint32) >= first).sum()) for n, rows in self.computed.items()}

    def plain(self, stored: str, column: int, form: int) -> tuple[str, int]:
        """A stored number as text, and its form: that of a text if it has more digits than a spreadsheet keeps."""
        text = numeral(stored)
        if len(text) < 16 or not is_long(text):
            return text, form
        self.rounded[column] = self.rounded.get(column, 0) + 1
        return text, TEXT

    def gaps(self) -> Iterator[str]:
        """What cannot be known of the sheet, as it was never stored. Places are named, values are not."""
        if self.uncomputed:
            row, column = self.uncomputed[0]
            cells = f"{len(self.uncomputed):,} cells, the first of them {letters(column)}{row + 1},"
            yield f"{cells} hold formulas without a stored result: open and save it in a spreadsheet program"
        for column, count in sorted(self.rounded.items()):
            yield (
                f"{count:,} numbers of column {letters(column)} have more than 15 digits, of which spreadsheets"
                " lose the last: have it exported again with that column as text"
            )


@lru_cache(maxsize=1 << 14)
def column_of(letters: str) -> int:
    """The inverse of `letters`. Raises ValueError."""
    number = 0
    for letter in letters:
        number = number * 26 + ascii_uppercase.index(letter) + 1
    return number - 1


def letters(column: int) -> str:
    """A, B, ... Z, AA for columns counted from 0."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
