"""Names in SQL, whatever is in them."""

from __future__ import annotations


def quoted(name: str, mark: str = '"') -> str:
    """A name between marks, those in it doubled (SQL:2016 part 2, 5.2 <delimited identifier>; MySQL: backticks)."""
    return f"{mark}{name.replace(mark, 2 * mark)}{mark}"


def literal(text: str) -> str:
    """A text as a literal of standard SQL."""
    return f"'{text.replace(chr(39), 2 * chr(39))}'"
