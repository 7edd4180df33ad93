"""How numbers are shown, which says what kind of value they are: a number format is all that makes a date of one."""

from __future__ import annotations

from typing import NamedTuple

from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.forms import NUMBER, Form, Forms
from piiscan.sources.formats.workbook.moments import is_moment, moment

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy\\-mm\\-dd", 15: "d\\-mmm\\-yy", 16: "d\\-mmm", 17: "mmm\\-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy\\-mm\\-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""ECMA-376 part 1, 18.8.30; 14 and 22 are shown as the reader's country has them, here as ISO 8601."""
BUILT_IN |= dict.fromkeys([*range(27, 32), 36, *range(50, 55), 57, 58], "yyyy\\-mm\\-dd")
BUILT_IN |= dict.fromkeys([*range(32, 36), 55, 56], "h:mm:ss")


class Shown(NamedTuple):
    """`moment` is the format of a date or time, None for plain numbers; the forms of those that fit it, and others."""

    moment: str | None
    dated: int
    number: int


def forms_of(codes: list[str], forms: Forms) -> list[Shown]:
    """How the numbers of each style are shown."""
    return [_shown(code, forms) for code in codes]


def _shown(code: str, forms: Forms) -> Shown:
    dated = is_moment(code)
    number = forms.number(Form("number", code))
    return Shown(code if dated else None, forms.number(Form("moment", code)) if dated else number, number)


def number(stored: str, shown: Shown | None, days: int, column: int, aside: Aside) -> tuple[str, int]:
    """A stored number as text, and its form: a moment, if it is shown as one; None is the general format.

    `days` is what to add to dates. Raises ValueError, ArithmeticError for what is no number.
    """
    if shown is not None and shown.moment is not None:
        at = moment(stored, shown.moment, days)
        if at is not None:
            return at, shown.dated
    return aside.plain(stored, column, NUMBER if shown is None else shown.number)
