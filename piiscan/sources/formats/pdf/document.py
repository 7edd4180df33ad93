"""A PDF as a container: a text for each page, one of all else that it says, and what is attached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.model.table import COMMENT, Item
from piiscan.sources.allowance import DEEPEST, FLOOR, TOO_DEEP
from piiscan.sources.files import SourceFile, member_file
from piiscan.sources.formats.decoding import LONGEST
from piiscan.sources.formats.pdf.apart import ENDLESS, Apart, Endless
from piiscan.sources.formats.pdf.pages import Page, Unopened
from piiscan.sources.formats.pdf.revisions import behind, earlier
from piiscan.sources.formats.pdf.streams import Streams
from piiscan.sources.formats.pdf.strings import texts
from piiscan.sources.lines import Lines
from piiscan.sources.options import ReadOptions
from piiscan.sources.targets import shown

STRINGS = "(strings)"
"""The member of properties, notes, fields, bookmarks, links, scripts: whatever the file says beside its pages."""

_ENDLESS = f"a part of it unpacks to more than {LONGEST >> 20} MiB, or all of it to more than {FLOOR >> 20} MiB"

DRAWN, CHARACTERS_A_BYTE = 8 << 20, 10
"""Characters that the pages of any file may have together, and those of one for each of its bytes."""

PAGE = 1_000
"""Characters that a page counts as, beside those that it has."""

_REPEATED = f"its pages draw more than {DRAWN:,} characters and {CHARACTERS_A_BYTE} for each of its bytes"


@dataclass(frozen=True, slots=True)
class Pdf:
    """One file."""

    source: str
    key: str
    file: SourceFile
    options: ReadOptions
    format: str = "pdf"

    def members(self) -> Iterator[Item]:
        with self.file.reading(), self.file.open() as stream:
            data = stream.read()
        streams = Streams(data)
        if streams.endless:
            raise SourceUnreadable(self.source, _ENDLESS)
        apart = Apart(len(data))
        draw = self._within(apart, max(DRAWN, CHARACTERS_A_BYTE * len(data)))
        try:
            yield from self._read(data, streams, apart, draw)
        except Unopened as failure:
            raise SourceUnreadable(self.source, str(failure)) from None
        except Endless:
            raise SourceUnreadable(self.source, ENDLESS) from None

    def _read(
        self, data: bytes, streams: Streams, apart: Apart, draw: Callable[[bytes], Iterator[Page]]
    ) -> Iterator[Item]:
        """Raises Unopened and Endless."""
        read = list(draw(data))
        yield from self._texts("page", {page.number: page.lines for page in read}, self.format)
        past = dict(enumerate(earlier(data, read, draw), 1))
        yield from self._texts("earlier state", past, COMMENT)
        drawn = "".join(line for lines in (*(page.lines for page in read), *past.values()) for line in lines)
        numbers = (line for page in read for line in page.numbers)
        if said := (*numbers, *texts(streams, drawn)):
            yield Lines(f"{self.source}!{STRINGS}", f"{self.key}!{STRINGS}", COMMENT, said)
        for number, (name, content) in enumerate(_attached(apart.attachments(data), streams), 1):
            yield self._attachment(name or f"attachment {number}", content)
        yield from (Incomplete(self.source, reason) for reason in (*_gaps(read), *streams.gaps, *behind(data)))

    def _within(self, apart: Apart, left: int) -> Callable[[bytes], Iterator[Page]]:
        """What gives pages, and so many characters of all of them together. Raises SourceUnreadable for more."""

        def draw(data: bytes) -> Iterator[Page]:
            nonlocal left
            for page in apart.pages(data):
                left -= PAGE + sum(map(len, page.lines))
                if left < 0:
                    raise SourceUnreadable(self.source, _REPEATED)
                yield page

        return draw

    def _texts(self, kind: str, found: dict[int, tuple[str, ...]], form: str) -> Iterator[Lines]:
        for number, lines in found.items():
            if lines:
                yield Lines(f"{self.source}!{kind} {number}", f"{self.key}!{kind} {number}", form, lines)

    def _attachment(self, name: str, content: bytes) -> Item:
        from piiscan.sources.formats import recognise  # the formats, PDF among them, are what it knows

        called = self.options.naming.name(name.replace("\\", "/").rpartition("/")[2], f"{self.source}!")
        source = f"{self.source}!{shown(called)}"
        try:
            if self.file.depth == DEEPEST or not self.file.allowance.admits(source):
                raise SourceUnreadable(source, TOO_DEEP)
            key = f"{self.key}!{called}"
            file = member_file(self.file, lambda: iter([content]), source=source, key=key, called=called)
            return recognise(file, self.options)
        except SourceUnreadable as failure:
            return Incomplete(failure.source, failure.reason)


def _attached(named: Iterator[tuple[str, bytes]], streams: Streams) -> Iterator[tuple[str, bytes]]:
    """What is listed under a name, and what only stands in the file."""
    listed = list(named)
    yield from listed
    known = {content for _, content in listed}
    yield from (("", content) for content in streams.files if content not in known)


def _gaps(read: list[Page]) -> Iterator[str]:
    for faulty, reason in (
        ([page.number for page in read if page.pictures and page.lines], "hold pictures, which are not read"),
        (
            [page.number for page in read if page.drawn and not page.lines],
            "show something of which no text could be read",
        ),
        ([page.number for page in read if page.undecoded], "hold characters that say nothing but how they look"),
        ([page.number for page in read if page.failed], "are damaged, and could not be read"),
    ):
        if faulty:
            more = f" and {len(faulty) - 10:,} more" if len(faulty) > 10 else ""
            yield f"pages {', '.join(map(str, faulty[:10]))}{more}: {reason}"
