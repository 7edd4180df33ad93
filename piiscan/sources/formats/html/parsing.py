"""What a page says: the rows of its tables, and every other text that it shows or hides.

Read with html.parser of the standard library, which takes what browsers take. No script is run, nothing fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import LONGEST

LARGEST = 64 * 1024 * 1024
"""Bytes of the largest page: the parser needs quadratic time for some that are made to hurt."""

_BLOCK = 64 * 1024
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike"
    " strong sub sup time tt u var wbr".split()
)
"""Elements that do not end a run of text: a number may be half bold."""

_SPAN = 1000
"""Most columns or rows that one cell is taken to span (the HTML standard has the same bound for columns)."""


@dataclass(slots=True)
class Cell:
    """A cell as it is filled; `heading` is th."""

    heading: bool
    columns: int
    rows: int
    text: str = ""


class Row(NamedTuple):
    """A row of the n-th table of the page, counted from 1."""

    table: int
    cells: list[Cell]


@dataclass(slots=True)
class _Open:
    """A table that has begun."""

    number: int
    cells: list[Cell] = field(default_factory=list)
    cell: Cell | None = None


def said(file: SourceFile) -> Iterator[Row | str]:
    """Rows of tables, and texts outside of them; attributes, comments and scripts too. Raises SourceUnreadable."""
    if file.stamp.size > LARGEST:
        raise SourceUnreadable(file.source, f"a page of more than {LARGEST >> 20} MiB")
    parser = _Parser()
    with file.reading(), file.open() as octets:
        decoded = octets.read().decode("utf-8-sig")
    for start in range(0, len(decoded), _BLOCK):
        parser.feed(decoded[start : start + _BLOCK])
        yield from parser.taken()
        if len(parser.rawdata) > LONGEST:
            raise SourceUnreadable(file.source, f"a tag or script is longer than {LONGEST >> 20} MiB")
    parser.close()
    parser.finish()
    yield from parser.taken()


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[Row | str] = []
        self._open: list[_Open] = []
        self._tables = 0
        self._text = ""

    def taken(self) -> list[Row | str]:
        found, self._found = self._found, []
        return found

    def finish(self) -> None:
        """Whatever was never closed ends here."""
        while self._open:
            self._end_table()
        self._flush()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._begin(tag, dict(attrs))
        self._say(value for _, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._open:
            self._end_table()
        elif tag == "tr" and self._open:
            self._end_row()
        elif tag in ("td", "th") and self._open:
            self._open[-1].cell = None
        elif tag not in _INLINE:
            self._break()

    def handle_data(self, data: str) -> None:
        cell = self._open[-1].cell if self._open else None
        if cell is not None:
            cell.text += data
        else:
            self._text += data

    def handle_comment(self, data: str) -> None:
        self._say([data])

    def handle_decl(self, decl: str) -> None:
        self._say([decl])

    def handle_pi(self, data: str) -> None:
        self._say([data])

    def unknown_decl(self, data: str) -> None:
        self._say([data])

    def _begin(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "table":
            self._flush()
            self._tables += 1
            self._open.append(_Open(self._tables))
        elif tag == "tr" and self._open:
            self._end_row()
        elif tag in ("td", "th") and self._open:
            cell = Cell(tag == "th", _count(attributes.get("colspan")), _count(attributes.get("rowspan")))
            self._open[-1].cells.append(cell)
            self._open[-1].cell = cell
        elif tag not in _INLINE:
            self._break()

    def _say(self, texts: Iterable[str | None]) -> None:
        self._found += [f"{line}\n" for text in texts if text for line in text.splitlines() if line.strip()]

    def _break(self) -> None:
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.text += "\n"
        else:
            self._flush()

    def _flush(self) -> None:
        self._say([self._text])
        self._text = ""

    def _end_row(self) -> None:
        self._flush()
        table = self._open[-1]
        if table.cells:
            self._found.append(Row(table.number, table.cells))
        table.cells, table.cell = [], None

    def _end_table(self) -> None:
        self._end_row()
        self._open.pop()


def _count(span: str | None) -> int:
    """A span as browsers read it."""
    return min(int(span), _SPAN) if span and span.isascii() and span.isdigit() and len(span) < 6 and int(span) else 1
