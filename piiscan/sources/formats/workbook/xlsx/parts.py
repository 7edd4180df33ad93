"""The parts of a workbook that are not its cells: those with text, those that cannot be read, and the rest.

The rest is what programs write for themselves: theme, order of calculation, settings of a printer, a small picture
of cells that are read anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from piiscan.sources.formats.workbook.markup import Local, parsed
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.reader import Lines
from piiscan.sources.formats.workbook.texts import Texts
from piiscan.sources.formats.workbook.xlsx.relations import relations_in

_OF_A_PROGRAM = re.compile(
    r"(?i)\[content_types\]\.xml|docprops/thumbnail\..*|xl/(theme|printersettings)/.*|xl/calcchain\.xml"
    r"|xl/(charts|diagrams)/(style|colors).*"
)
_MARKUP = re.compile(r"(?i).*\.(xml|vml)")
_RELATIONS = re.compile(r"(?i).*\.rels")
_UNREAD = {
    r"(?i).*/vbaproject.*\.bin": "macros, which are not read",
    r"(?i).*/media/.*|.*\.(jpe?g|png|gif|bmp|tiff?|emf|wmf|svg)": "a picture, which is not read",
    r"(?i).*/embeddings/.*": "an embedded file, which is not read: save it by itself and scan it",
    r"(?i)xl/(work|macro|dialog)sheets/.*": "a sheet that the workbook does not list, so it is not read",
}
_OTHER = "a part of a kind that is not read"
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"


def with_text(package: Package, own: set[str]) -> Iterator[str]:
    """Parts of XML, and those that name files and addresses outside."""
    for part in _others(package, own):
        if _RELATIONS.fullmatch(part) or (_MARKUP.fullmatch(part) and not _reason(part)):
            yield part


def unread(package: Package, own: set[str]) -> Iterator[tuple[str, str]]:
    """Parts that cannot be read, each with the reason."""
    for part in _others(package, own):
        if not _RELATIONS.fullmatch(part) and (not _MARKUP.fullmatch(part) or _reason(part)):
            yield part, _reason(part) or _OTHER


def reading(package: Package, part: str) -> Lines:
    """How to read the lines of a part."""
    return partial(_targets if _RELATIONS.fullmatch(part) else _lines, package, part)


def has_macros(package: Package, part: str) -> bool:
    """Whether the workbook says that it is one with macros: programs open it only under the name .xlsm then."""
    with package.open("[Content_Types].xml") as stream:
        return _MACROS in list(parsed(stream, _ContentTypes(f"/{part}")))


class _ContentTypes:
    """A handler that makes the content type of one part."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._local = Local()
        self._types: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if attributes.get("PartName", "").lower() == self._part.lower():
            self._types.append(attributes.get("ContentType", ""))

    def end(self, name: str) -> None: ...

    def text(self, characters: str) -> None: ...

    def take(self, done: bool) -> list[str]:
        types, self._types = self._types, []
        return types


def _others(package: Package, own: set[str]) -> list[str]:
    return sorted(name for name in package.names if name.lower() not in own and not _OF_A_PROGRAM.fullmatch(name))


def _reason(part: str) -> str | None:
    return next((reason for pattern, reason in _UNREAD.items() if re.fullmatch(pattern, part)), None)


def _lines(package: Package, part: str) -> Iterator[str]:
    with package.open(part) as stream:
        yield from (line for line in parsed(stream, Texts()) if line)


def _targets(package: Package, part: str) -> Iterator[str]:
    """What lies outside: links of cells, other workbooks. Nothing of it is ever opened."""
    return (relation.target + "\n" for relation in relations_in(package, part, "") if relation.external)
