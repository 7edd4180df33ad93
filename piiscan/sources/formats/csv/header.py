"""Whether a row names columns, or is a row of data like the others.

A row of data that is taken for a header escapes the scan and stands unmasked in every copy; a header that
is taken for data costs names only. So a row is a header on evidence, never by default.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from piiscan.sources.formats.csv.vocabulary import MISSING, TYPE, VALUE, YEAR, has_word, is_name, shape

_SEEN = 100
"""Values of a column whose words and shapes are looked at."""

_LETTERS = re.compile(r"[Aa9汉]").findall
Rows = Sequence[Sequence[str]]


def is_header(rows: Rows) -> bool:
    """Whether the first of these rows names the columns of the others."""
    first, columns = _split(rows)
    return is_named(rows) or (not any(map(_is_value, first, columns)) and _is_unlike(first, columns))


def is_named(rows: Rows) -> bool:
    """Whether the first of these rows holds words that name columns.

    A third of its cells are nothing else, or such a word stands in two thirds of them.
    """
    first, columns = _split(rows)
    if any(map(_is_value, first, columns)):
        return False
    named = [cell for cell, below in zip(first, columns, strict=True) if _names(cell, below)]
    return len(named) * 3 >= 2 * len(first) or sum(map(is_name, named)) * 3 >= len(first)


def explains(rows: Rows) -> bool:
    """Whether the first of these rows, which stands below a header, says more of its columns: labels, types, units.

    Words for that must stand in most of its cells: nothing else tells it from data.
    """
    first, columns = _split(rows)
    filled = [(cell, below) for cell, below in zip(first, columns, strict=True) if cell.strip()]
    if not filled or any(_is_value(cell, below) for cell, below in filled):
        return False
    if all(TYPE.fullmatch(cell.strip()) for cell, _ in filled):
        return True
    return sum(_names(cell, below) for cell, below in filled) * 3 >= 2 * len(filled) and len(filled) * 2 > len(first)


def _split(rows: Rows) -> tuple[Sequence[str], list[list[str]]]:
    first, body = rows[0], [row for row in rows[1:] if row != rows[0]]
    return first, [[row[i] for row in body if i < len(row) and row[i]] for i in range(len(first))]


def _is_value(cell: str, below: list[str]) -> bool:
    """It looks like data, stands again in the column below, or is a number of the same kind as those."""
    cell = cell.strip()
    if not cell:
        return False
    value = bool(VALUE.fullmatch(cell)) and not YEAR.fullmatch(cell)
    return value or cell in below or (any(map(str.isdigit, cell)) and _is_usual(shape(cell), below))


def _is_usual(kinds: str, below: list[str]) -> bool:
    """Most values below are of this shape; years are not told from small numbers."""
    seen = [shape(value) for value in below[:_SEEN]]
    return kinds != "9" and bool(seen) and seen.count(kinds) * 5 >= len(seen) * 4


def _names(cell: str, below: list[str]) -> bool:
    """A word that names columns in general stands in the cell, and hardly ever below: perhaps in one more header."""
    if not has_word(cell):
        return False
    again = sum(map(has_word, below[:_SEEN]))
    return again * 5 <= len(below[:_SEEN]) or (again == 1 and len(below) > 2)


def _is_unlike(first: Sequence[str], columns: list[list[str]]) -> bool:
    """Its cells are of another kind than the values below, which are numbers in a column, or in most are not.

    A cell that is of the kind of the numbers below it speaks against all others.
    """
    pairs = [(cell.strip(), below) for cell, below in zip(first, columns, strict=True)]
    numbers = [shape(cell) != _common(below) for cell, below in pairs if _is_number(_common(below))]
    if not all(numbers):
        return False
    present = [(cell, below) for cell, below in pairs if not MISSING.fullmatch(cell)]
    typed = any(_is_number(_common(below)) for _, below in present)
    return typed or sum(_differs(cell, below) for cell, below in present) * 2 > len(first)


def _differs(cell: str, below: list[str]) -> bool:
    """Other letters than in the values below it, or none of the few values that these are."""
    common = _common(below)
    return _few(below) or (
        common is not None and len(below) > 1 and set(_LETTERS(common)) != set(_LETTERS(shape(cell)))
    )


def _common(below: list[str]) -> str | None:
    """The shape that nearly all values have."""
    shapes = [shape(value) for value in below[:_SEEN]]
    common = max(set(shapes), key=shapes.count, default=None)
    return common if common is not None and shapes.count(common) * 5 >= 4 * len(shapes) else None


def _is_number(kinds: str | None) -> bool:
    return kinds is not None and "9" in kinds


def _few(below: list[str]) -> bool:
    """Values that repeat so often that one more would hardly be a new one."""
    return len(below) >= 20 and len(set(below)) * 10 <= len(below)
