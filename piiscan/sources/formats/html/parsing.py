"""A page taken apart, with html.parser of the standard library, which takes what browsers take.

No script is run, nothing fetched. What is not understood is dropped, and said to be.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, LONGEST
from piiscan.sources.formats.html.inlined import unpacked
from piiscan.sources.formats.html.open_table import OpenTable
from piiscan.sources.formats.html.pieces import Cell, Dropped, Markup, Piece, Run
from piiscan.sources.formats.html.vocabulary import (
    BLOCK,
    INLINE,
    VOID,
    classes_in,
    declarations,
    is_harmless,
    is_plain_declaration,
    is_plain_instruction,
    says_encoding,
)
from piiscan.sources.paths import DEEPEST

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest page: the parser needs quadratic time for some that are made to hurt."""

_BLOCK = 64 * 1024
_PLAIN = re.compile("[a-z-]+")
"""Names of attributes that say nothing, if their values do."""

_BEHIND_NAME = re.compile(r"</[A-Za-z][^\s/>]*([^>]*)>")

_SPAN = 1000
"""Most columns or rows that one cell is taken to span (the HTML standard has the same bound for columns)."""

Attributes = list[tuple[str, str | None]]


def pieces(file: SourceFile) -> Iterator[Piece]:
    """The page in order. Raises SourceUnreadable."""
    if file.stamp.size > LARGEST:
        raise SourceUnreadable(file.source, f"a page of more than {LARGEST >> 20} MiB")
    parser = _Parser()
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with file.reading(), file.open() as octets:
        octets.seek(len(BOM) if octets.read(len(BOM)) == BOM else 0)
        while block := octets.read(_BLOCK):
            parser.feed(decoder.decode(block))
            yield from parser.taken()
            if len(parser.rawdata) > LONGEST:
                raise SourceUnreadable(file.source, f"a tag or script is longer than {LONGEST >> 20} MiB")
        parser.feed(decoder.decode(b"", final=True))
    parser.finish()
    yield from parser.taken()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._page: list[Piece] = []
        self._open: list[OpenTable] = []
        self._tables = 0
        self._run = Run()
        self._named = frozenset[str]()

    def taken(self) -> list[Piece]:
        """What is whole so far."""
        if self._run.words:
            return []
        page, self._page = self._page, []
        return page

    def finish(self) -> None:
        """Whatever was never closed ends here: html.parser keeps the text of a script or style sheet to itself.

        A tag or comment without an end is all that follows, as it is for browsers. html.parser would try to begin
        anew at each sign in it, in quadratic time.
        """
        if self.rawdata.startswith("<") and self.cdata_elem is None:
            self._put(Dropped((self.rawdata,)))
            self.rawdata = ""
        self.close()
        if self.rawdata:
            self.handle_data(self.rawdata)
        while self._open:
            self._end_table()
        self._end_run()

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        kept, classes, hidden = self._sorted(tag, attrs)
        if tag == "tr" and self._open:
            self._end_row()
        elif tag in BLOCK:
            self._break()
        if tag in ("td", "th") and self._open:
            self._begin_cell(tag, attrs, Markup(_start(tag, kept, spans=False), classes))
        elif tag in BLOCK | INLINE and (tag != "meta" or kept):
            self._put(Markup(_start(tag, kept), classes))
        else:
            hidden = (tag, *hidden)
        self._put(Dropped((*hidden, *unpacked(hidden))))
        if self._open and tag in ("thead", "tbody", "tfoot"):
            self._open[-1].head = tag == "thead"
        if tag == "table":
            if len(self._open) == DEEPEST:
                raise RecursionError
            self._tables += 1
            self._open.append(OpenTable(self._tables))

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._open:
            self._end_table()
        elif tag == "tr" and self._open:
            self._end_row()
        elif tag in ("td", "th") and self._open:
            self._open[-1].cell = None
            return
        elif tag in BLOCK:
            self._break()
        if self._open and tag == "thead":
            self._open[-1].head = False
        if tag not in BLOCK | INLINE:
            self._put(Dropped((tag,)))
        elif tag not in VOID:
            self._put(Markup(f"</{tag}"))

    def parse_endtag(self, i: int) -> int:
        """End tags have no attributes, so html.parser says nothing of what stands in one behind its name."""
        end = super().parse_endtag(i)
        if said := _BEHIND_NAME.match(self.rawdata, i, max(end, i)):
            self._put(Dropped((said[1].strip("/"),)))
        return end

    def handle_data(self, data: str) -> None:
        cell = self._open[-1].cell if self._open else None
        if self.cdata_elem == "style":
            self._named |= classes_in(data)
            self._put(self._run.said(data, raw=True))
        elif self.cdata_elem not in (None, "title", "textarea"):
            self._put(Dropped((data,)))
        else:
            self._put((self._run if cell is None else cell.run).said(data))

    def handle_comment(self, data: str) -> None:
        self._put(Dropped((data,)))

    def handle_decl(self, decl: str) -> None:
        self._put(Markup(f"<!{decl}") if is_plain_declaration(decl) else Dropped((decl,)))

    def handle_pi(self, data: str) -> None:
        self._put(Markup(f"<?{data}") if is_plain_instruction(data) else Dropped((data,)))

    def unknown_decl(self, data: str) -> None:
        self._put(Dropped((data,)))

    def _sorted(self, tag: str, attrs: Attributes) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
        """Attributes that are kept, classes that are, and the values of all others."""
        if tag == "meta":
            values = {name: value or "" for name, value in attrs}
            says = len(values) == len(attrs) and says_encoding(values)
            return (values, (), ()) if says else ({}, (), tuple(value or "" for _, value in attrs))
        kept: dict[str, str] = {}
        hidden: list[str] = []
        classes: list[str] = []
        for name, value in attrs:
            if name == "class":
                classes += (value or "").split()
            elif name == "style":
                parts = list(declarations(value or ""))
                kept |= {"style": style} if (style := ";".join(part for part, fine in parts if fine)) else {}
                hidden += [part for part, fine in parts if not fine]
            elif is_harmless(name, value or ""):
                kept[name] = value or ""
            else:
                hidden += [value] if value and _PLAIN.fullmatch(name) else [name, value or ""]
        hidden += [name for name in classes if name not in self._named]
        return kept, tuple(name for name in classes if name in self._named), tuple(hidden)

    def _begin_cell(self, tag: str, attrs: Attributes, start: Markup) -> None:
        self._end_run()
        spans = dict(attrs)
        table = self._open[-1]
        cell = Cell(tag == "th", _count(spans.get("colspan")), _count(spans.get("rowspan")), start)
        table.cell = None
        self._put(cell)
        table.cell = cell

    def _put(self, piece: Piece) -> None:
        if self._open:
            table = self._open[-1]
            (table.pieces if table.cell is None else table.cell.pieces).append(piece)
        else:
            self._page.append(piece)

    def _break(self) -> None:
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.run.end_line()
        self._end_run()

    def _end_run(self) -> None:
        if self._run.words:
            self._run = Run()

    def _end_row(self) -> None:
        self._end_run()
        table = self._open.pop()
        for piece in table.row():
            self._put(piece)
        self._open.append(table)

    def _end_table(self) -> None:
        self._end_row()
        self._open.pop()


def _start(tag: str, kept: dict[str, str], spans: bool = True) -> str:
    """A start tag, but for the classes and its end."""
    written = (
        f' {name}="{escape(value)}"' for name, value in kept.items() if spans or name not in ("colspan", "rowspan")
    )
    return f"<{tag}{''.join(written)}"


def _count(span: str | None) -> int:
    """A span as browsers read it."""
    return min(int(span), _SPAN) if span and span.isascii() and span.isdigit() and len(span) < 6 and int(span) else 1
