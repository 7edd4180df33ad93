"""The styles of a workbook, as far as they say what kind of value a number is."""

from __future__ import annotations

from typing import NamedTuple

from piiscan.sources.formats.workbook.forms import Form, Forms
from piiscan.sources.formats.workbook.markup import Local, parsed
from piiscan.sources.formats.workbook.moments import is_moment
from piiscan.sources.formats.workbook.package import Package

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy\\-mm\\-dd", 15: "d\\-mmm\\-yy", 16: "d\\-mmm", 17: "mmm\\-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy\\-mm\\-dd h:mm", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00",
    40: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""ECMA-376 part 1, 18.8.30; 14 and 22 are shown as the reader's country has them, here as ISO 8601."""
_EAST_ASIAN = {**dict.fromkeys([*range(27, 32), 36, *range(50, 55), 57, 58], "yyyy\\-mm\\-dd")}
_EAST_ASIAN |= dict.fromkeys([*range(32, 36), 55, 56], "h:mm:ss")


class Shown(NamedTuple):
    """`moment` is the format of a date or time, None for plain numbers; the forms of those that fit it, and others."""

    moment: str | None
    dated: int
    number: int


class _Handler:
    def __init__(self) -> None:
        self._local = Local()
        self._in_cells = False
        self._codes = BUILT_IN | _EAST_ASIAN
        self._formats: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._local[name]
        if local == "numFmt" and "formatCode" in attributes:
            self._codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif local == "cellXfs":
            self._in_cells = True
        elif local == "xf" and self._in_cells:
            self._formats.append(int(attributes.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        if self._local[name] == "cellXfs":
            self._in_cells = False

    def text(self, characters: str) -> None: ...

    def take(self, done: bool) -> list[None]:
        return []

    def codes(self) -> list[str]:
        """The number format of each style."""
        return [self._codes.get(number, "") for number in self._formats]


def number_formats(package: Package, part: str | None) -> list[str]:
    """The number format of each cell style, in the order that cells count them."""
    handler = _Handler()
    if part is not None:
        with package.open(part) as stream:
            list(parsed(stream, handler))
    return handler.codes()


def forms_of(codes: list[str], forms: Forms) -> list[Shown]:
    """How the numbers of each style are shown."""
    return [_shown(code, forms) for code in codes]


def _shown(code: str, forms: Forms) -> Shown:
    dated = is_moment(code)
    number = forms.number(Form("number", code))
    return Shown(code if dated else None, forms.number(Form("moment", code)) if dated else number, number)
