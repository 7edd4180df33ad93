"""A document as a page of HTML, and a page as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from piiscan.sources.formats.word import parts
from piiscan.sources.formats.word.reading import Reading
from piiscan.sources.formats.word.writing import PLAIN, TYPES, written
from piiscan.sources.formats.workbook.faults import readable
from piiscan.sources.formats.workbook.markup import parsed
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.formats.workbook.xlsx.relations import relations

_SHOWN = ("header", "footer", "footnotes", "endnotes")
"""Kinds of parts that are shown beside the main one."""


@dataclass(frozen=True)
class WordPage:
    """A layer. The zip file is read in place, so what is decoded is not what it is given."""

    package: Package
    main: str

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The parts that are shown, in order: the headers first, notes last."""
        with readable(self.package.file, self.package.file.source):
            found = {r.target: r.kind for r in relations(self.package, self.main) if r.target in self.package}
        beside = sorted(
            (part for part, kind in found.items() if kind in _SHOWN), key=lambda p: (_SHOWN.index(found[p]), p)
        )
        return (*(p for p in beside if found[p] == "header"), self.main, *(p for p in beside if found[p] != "header"))

    def decode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        file = self.package.file
        with readable(file, file.source):
            yield b"<html><body>"
            for part in self.own:
                yield from self._read(part, shown=True)
            for part in parts.with_text(self.package, self.own):
                yield from self._read(part, shown=False)
            yield from (line.encode() for line in parts.targets(self.package))
            yield b"</body></html>"

    def encode(self, blocks: Iterator[bytes]) -> Iterator[bytes]:
        with self.package.open("[Content_Types].xml") as stream:
            listed = stream.read(1 << 20).decode("utf-8", "replace")
        return written(blocks, next((kind for kind in TYPES if kind in listed), PLAIN))

    def _read(self, part: str, shown: bool) -> Iterator[bytes]:
        with self.package.open(part) as stream:
            for text in parsed(stream, Reading(shown)):
                yield text.encode()
