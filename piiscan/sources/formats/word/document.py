"""A document as a container: the members of its page, and the files that lie in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import Item
from piiscan.sources.allowance import DEEPEST, TOO_DEEP
from piiscan.sources.files import SourceFile, member_file
from piiscan.sources.formats.html.page import HtmlPage
from piiscan.sources.formats.uncopied import Uncopied
from piiscan.sources.formats.word import parts
from piiscan.sources.formats.workbook.faults import readable
from piiscan.sources.formats.workbook.package import Package
from piiscan.sources.options import ReadOptions
from piiscan.sources.spool import blocks
from piiscan.sources.targets import shown
from piiscan.sources.writing import Masked


@dataclass(frozen=True, slots=True)
class Word:
    """One document, whose `own` parts are those that the page shows. Embedded files have no copy in its copy."""

    page: HtmlPage
    document: SourceFile
    package: Package
    own: tuple[str, ...]
    options: ReadOptions
    format: str = "docx"

    @property
    def source(self) -> str:
        return self.page.source

    @property
    def key(self) -> str:
        return self.page.key

    @property
    def file(self) -> SourceFile:
        """The page, below the layer that a copy is written through."""
        return self.page.file

    def members(self) -> Iterator[Item]:
        yield from self.page.members()
        for part in parts.embedded(self.package, self.own):
            yield self._embedded(part)
        for part, reason in parts.unread(self.package, self.own):
            yield Incomplete(f"{self.source}!{shown(part)}", reason)

    def write(self, masked: Masked, stream: BinaryIO) -> None:
        self.page.write(masked, stream)

    def _embedded(self, part: str) -> Item:
        from piiscan.sources.formats import recognise  # the formats, documents among them, are what it knows

        name = self.options.naming.name(part, f"{self.source}!")
        source = f"{self.source}!{shown(name)}"
        try:
            if self.document.depth == DEEPEST:
                raise SourceUnreadable(source, TOO_DEEP)
            return Uncopied.around(recognise(self._file(part, name, source), self.options))
        except SourceUnreadable as failure:
            return Incomplete(failure.source, failure.reason)

    def _file(self, part: str, name: str, source: str) -> SourceFile:
        def unpack() -> Iterator[bytes]:
            with readable(self.document, source), self.package.open(part) as stream:
                yield from blocks(stream)

        called = PurePosixPath(name).name
        return member_file(self.document, unpack, source=source, key=f"{self.key}!{name}", called=called)
