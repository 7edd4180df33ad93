"""OpenDocument spreadsheets (ISO/IEC 26300): .ods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, partial
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO

from piiscan.errors import SourceUnreadable
from piiscan.sources.formats.workbook.aside import Aside
from piiscan.sources.formats.workbook.cells import Cells
from piiscan.sources.formats.workbook.markup import parsed
from piiscan.sources.formats.workbook.ods.content import OWN_TOLD, Content
from piiscan.sources.formats.workbook.ods.writing import write
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.reader import Lines, Listed, NewSheet
from piiscan.sources.formats.workbook.texts import Texts

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
_OF_A_PROGRAM = re.compile(r"(?i)mimetype|meta-inf/.*|settings\.xml|thumbnails/.*|configurations2/.*|manifest\.rdf")
"""A thumbnail shows cells that are read; settings are those of windows and printers."""


class Ods:
    """All sheets are in one part, and are read together."""

    format = "ods"

    def __init__(self, package: Package) -> None:
        self._package = package
        if MANIFEST in package and b"encryption-data" in package.open(MANIFEST).read():
            raise SourceUnreadable(package.file.source, "is protected by a password: save it without one")

    def sheets(self) -> list[Listed]:
        return [
            Listed(name, "hidden" if hidden else "visible", f"{CONTENT}#{number}")
            for number, (name, hidden) in enumerate(self._read[0], 1)
        ]

    def cells(self, number: int, source: str) -> tuple[Cells, Aside]:
        _, cells, asides = self._read
        return cells[number], asides[number]

    def texts(self) -> Iterator[tuple[str, Lines]]:
        for part in self._others():
            if part.endswith(".xml"):
                yield part, partial(self._lines, part)

    def unread(self) -> Iterator[tuple[str, str]]:
        for part in self._others():
            if not part.endswith(".xml"):
                yield part, "a picture or an embedded file, which is not read"

    def write(self, sheets: Iterator[NewSheet], stream: BinaryIO) -> None:
        write(sheets, stream)

    @cached_property
    def _read(self) -> tuple[list[tuple[str, bool]], list[Cells], list[Aside]]:
        content = Content()
        found = {}
        with self._package.open(CONTENT) as stream:
            for number, rows in groupby(parsed(stream, content), itemgetter(0)):
                found[number] = Cells((row for _, row in rows), f"{self._package.file.source}, sheet {number + 1}")
        empty = Cells((), self._package.file.source)
        return content.sheets, [found.get(number, empty) for number in range(len(content.sheets))], content.asides

    def _others(self) -> list[str]:
        return sorted(name for name in self._package.names if name != CONTENT and not _OF_A_PROGRAM.fullmatch(name))

    def _lines(self, part: str) -> Iterator[str]:
        with self._package.open(part) as stream:
            yield from (line for line in parsed(stream, Texts(OWN_TOLD)) if line)
