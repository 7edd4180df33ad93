"""What a cell is besides its text: the type that it has, and the number format that shows it.

In a workbook every cell has a type of its own, and a column has none. So columns are text, as in CSV; the form of
each cell is kept beside it, and a cell whose text a mask has left alone is written in that form again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["text", "boolean", "error", "number", "moment"]
"""A moment is a number of days that is shown as date, time or duration."""


class Form(NamedTuple):
    """`code` is the number format; empty for the general one."""

    kind: Kind
    code: str = ""


TEXT, BOOLEAN, ERROR, NUMBER = 0, 1, 2, 3
"""Where the forms without a number format stand in every list of forms."""
ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"})


class Forms:
    """The forms that occur in one workbook, each under a number of its own."""

    def __init__(self) -> None:
        self._numbers = {Form("text"): TEXT, Form("boolean"): BOOLEAN, Form("error"): ERROR, Form("number"): NUMBER}

    def number(self, form: Form) -> int:
        """Raises ValueError where there are more than fit in 16 bits."""
        number = self._numbers.setdefault(form, len(self._numbers))
        if number >= 1 << 16:
            raise ValueError("more number formats than a workbook can have")
        return number

    def __iter__(self) -> Iterator[Form]:
        return iter(self._numbers)
