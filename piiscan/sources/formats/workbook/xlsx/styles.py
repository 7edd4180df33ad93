"""The styles of a workbook, as far as they say how numbers are shown."""

from __future__ import annotations

from piiscan.sources.formats.workbook.markup import Local, parsed
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.shown import BUILT_IN


class _Handler:
    def __init__(self) -> None:
        self._local = Local()
        self._in_cells = False
        self._codes = dict(BUILT_IN)
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
