"""What `parsing` reads of a cell, read by SQL: no cast meets a text that it could fail on."""

from __future__ import annotations

from piiscan.transforms.generalize.parsing import NUMBER
from piiscan.transforms.sql import Cell, Dialect, case

__all__ = ["iso_date", "number_in", "plain_text"]

_TIME = "(?:[T ][0-9:.,+Z -]*)?"
_DIGITS = "^-?[0-9]{1,15}(?:[.][0-9]{1,15})?$"
_ISO = f"^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{_TIME}$"
"""What most cells hold: looked for first, as all the rest takes several times as long."""

_YEAR_FIRST = f"^[0-9]{{4}}[-/.年][0-9]{{1,2}}[-/.月][0-9]{{1,2}}日?{_TIME}$"
_DAY, _MONTH = "(?:1[3-9]|2[0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
_DAY_FIRST = f"^{_DAY}[-/.]{_MONTH}[-/.][0-9]{{4}}$"
_MONTH_FIRST = f"^{_MONTH}[-/.]{_DAY}[-/.][0-9]{{4}}$"

_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAYS = (
    "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])",
    "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)",
    "02-(?:0[1-9]|1[0-9]|2[0-8])",
)
_EXISTS = f"^(?:[0-9]{{4}}-(?:{'|'.join(_DAYS)})|{_LEAP_YEAR}-02-29)$"
"""The days of the Gregorian calendar (ISO 8601) from 0000 to 9999: a cast would stop at any other, and say it."""

_PLAINLY = {"Float64": ("1e-5", "1e15"), "Float32": ("1e-6", "1e13")}
"""Sizes from which and up to which Polars writes a float without an exponent, which is no number as people write it."""


def plain_text(cell: Cell, dialect: Dialect) -> str | None:
    """As `plain`; None where the cell has no text."""
    return None if cell.text is None else _plain(cell.text, cell, dialect)


def iso_date(cell: Cell, dialect: Dialect) -> str | None:
    """As `as_date`: a date as yyyy-mm-dd, null for what is none."""
    if cell.text is None:
        return None
    if cell.is_time:
        return f"left({cell.text}, 10)"
    text = _plain(cell.text, cell, dialect)
    parts = dialect.replaced(text, "[^0-9]+", "-")
    first, second, third = (dialect.part(parts, number) for number in (1, 2, 3))
    iso = case(
        (dialect.matches(cell.text, _ISO), f"left({cell.text}, 10)"),
        (dialect.matches(text, _YEAR_FIRST), _joined(dialect, first, second, third)),
        (dialect.matches(text, "^[0-9]{8}$"), _cut(dialect, text)),
        (dialect.matches(text, _DAY_FIRST), _joined(dialect, third, second, first)),
        (dialect.matches(text, _MONTH_FIRST), _joined(dialect, third, first, second)),
    )
    return dialect.matching(iso, _EXISTS)


def number_in(cell: Cell, dialect: Dialect) -> str | None:
    """As `as_number`: a double, null for what is no number."""
    if cell.type in _PLAINLY:
        size, (least, most) = f"abs({cell.column})", _PLAINLY[cell.type]
        return case((f"{size} < {most} AND ({size} >= {least} OR {size} = 0)", dialect.double(cell.column)))
    if cell.text is None:
        return None
    bare = f"replace({_plain(cell.text, cell, dialect)}, {dialect.literal(' ')}, {dialect.literal('')})"
    read = dialect.double(dialect.replaced(dialect.matching(bare, NUMBER), "[^0-9.+-]", ""))
    return case((dialect.matches(cell.text, _DIGITS), dialect.double(cell.text)), otherwise=read)


def _plain(text: str, cell: Cell, dialect: Dialect) -> str:
    return dialect.plain(text) if cell.is_text else text


def _joined(dialect: Dialect, year: str, month: str, day: str) -> str:
    hyphen, nought = dialect.literal("-"), dialect.literal("0")
    return dialect.concat(year, hyphen, f"lpad({month}, 2, {nought})", hyphen, f"lpad({day}, 2, {nought})")


def _cut(dialect: Dialect, eight: str) -> str:
    """Eight digits as a date."""
    hyphen = dialect.literal("-")
    return dialect.concat(f"left({eight}, 4)", hyphen, f"substring({eight}, 5, 2)", hyphen, f"right({eight}, 2)")
