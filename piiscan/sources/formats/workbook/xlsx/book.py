"""The workbook part: its sheets in order, hidden ones too, and how it counts days."""

from __future__ import annotations

from typing import NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.formats.workbook.markup import Local, parsed
from piiscan.sources.formats.workbook.moments import SINCE_1904
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.reader import Listed, State
from piiscan.sources.formats.workbook.xlsx.relations import relations


class Book(NamedTuple):
    """`days` is what to add to its dates; `strings` and `styles` are the parts that cells refer to."""

    part: str
    sheets: list[Listed]
    days: int
    strings: str | None
    styles: str | None


class _Handler:
    def __init__(self) -> None:
        self._local = Local()
        self.sheets: list[tuple[str, State, str]] = []
        self.days = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._local[name] == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            self.sheets.append((attributes["name"], _state(attributes.get("state", "")), ids[0]))
        elif self._local[name] == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.days = SINCE_1904

    def end(self, name: str) -> None: ...

    def text(self, characters: str) -> None: ...

    def take(self, done: bool) -> list[None]:
        return []


def workbook_part(package: Package) -> str | None:
    """The part that the package is about, if it is a workbook."""
    main = [relation.target for relation in relations(package, "") if relation.kind == "officeDocument"]
    return next((part for part in main if part.lower().startswith("xl/")), None)


def book(package: Package, part: str) -> Book:
    """Raises SourceUnreadable where a sheet is listed that is not in the package, or twice."""
    handler = _Handler()
    with package.open(part) as stream:
        list(parsed(stream, handler))
    related = relations(package, part)
    by_id = {relation.id: relation for relation in related}
    listed = [(Listed(name, state, by_id[i].target), by_id[i].kind) for name, state, i in handler.sheets]
    if len({sheet.part for sheet, _ in listed}) < len(listed) or any(sheet.part not in package for sheet, _ in listed):
        raise SourceUnreadable(package.file.source, "a sheet that it lists is missing, or is listed twice")
    parts = {relation.kind: relation.target for relation in related}
    sheets = [sheet for sheet, kind in listed if kind != "chartsheet"]
    return Book(part, sheets, handler.days, parts.get("sharedStrings"), parts.get("styles"))


def _state(word: str) -> State:
    return "veryHidden" if word == "veryHidden" else "hidden" if word == "hidden" else "visible"
