"""A page again, with masked cells and texts.

What is written is made anew from the pieces: no character of the page gets into the copy that was not understood.
A cell of the rows that spans several places stands in each of them, as each is masked by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape
from itertools import chain, islice
from typing import BinaryIO, NamedTuple

import polars as pl

from piiscan.errors import OutputFailed, PlanError
from piiscan.model.text import as_text
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM, encoding_of
from piiscan.sources.formats.html.laying import refill, relay
from piiscan.sources.formats.html.parsing import pieces
from piiscan.sources.formats.html.pieces import Cell, Markup, Piece, Row, Run, Words, rows, shown
from piiscan.sources.formats.html.tables import HtmlTable, Spans
from piiscan.sources.formats.html.vocabulary import classes_in

_PIECES = 10_000


def rewrite(
    file: SourceFile,
    frames: Mapping[HtmlTable, Iterator[pl.DataFrame]],
    parts: Iterator[pl.Series],
    stream: BinaryIO,
) -> None:
    """Write the page. Raises OutputFailed where what came back does not fit it."""
    encoding = encoding_of(file) or "utf-8"
    tables = {table.number: _Table(table, batches) for table, batches in frames.items()}
    writer = _Writer(file.source, tables, (line for part in parts for line in part), encoding)
    write_all(stream, BOM if file.head().startswith(BOM) else b"")
    written = writer.written(pieces(file))
    while block := "".join(islice(written, _PIECES)):
        write_all(stream, block.encode())
    writer.close()


class _Table:
    """The masked rows of one table, and how far they are laid in."""

    def __init__(self, table: HtmlTable, frames: Iterator[pl.DataFrame]) -> None:
        self.source = table.source
        self._spans = Spans(table.source)
        self._headings = len(table.headers)
        first = next(frames, pl.DataFrame())
        self._kept = [k for k, name in enumerate(table.names) if name in first.columns]
        self.whole = len(self._kept) == len(table.names)
        self._rows = (row for frame in chain([first], frames) for row in as_text(frame).iter_rows())

    def next(self, row: Row) -> _Laid:
        """The next row of the page, with what is to stand in it. Raises OutputFailed where there is none."""
        places = self._spans.places(row)
        if self._headings:
            self._headings -= 1
            texts = {k: places[k].value for k in self._kept if k < len(places)}
            return _Laid(places, texts, self._headings + 1)
        values = next(self._rows, None)
        if values is None:
            raise OutputFailed(f"{self.source}: fewer rows came back than the source has")
        return _Laid(places, {k: value or "" for k, value in zip(self._kept, values, strict=True)}, 0)

    def close(self) -> None:
        if next(self._rows, None) is not None:
            raise OutputFailed(f"{self.source}: more rows came back than the source has")


class _Laid(NamedTuple):
    """The cell in each place of a row, and the text of each place that is kept.

    `headings` counts the rows of headings from this one on; 0 for a row of data.
    """

    places: list[Cell]
    texts: dict[int, str]
    headings: int

    @property
    def end(self) -> int:
        """As far as there is something to write."""
        return max(len(self.places), *(place + 1 for place, text in self.texts.items() if text), 0)

    def kept(self, start: int, end: int) -> list[int]:
        return [place for place in range(start, end) if place in self.texts]


class _Writer:
    def __init__(self, source: str, tables: Mapping[int, _Table], lines: Iterator[str], encoding: str) -> None:
        self._source, self._tables, self._lines, self._encoding = source, tables, lines, encoding
        self._classes = frozenset[str]()

    def written(self, page: Iterable[Piece], cell: Run | None = None) -> Iterator[str]:
        """The pieces, of which those of a cell have been laid in already."""
        for piece in page:
            match piece:
                case Markup():
                    yield self._tag(piece)
                case Row():
                    yield from self._row(piece)
                case Words():
                    if piece.run is not cell and piece.begins:
                        relay(piece.run, self._lines)
                        self._note_sheet(piece.run)
                    yield piece.text if piece.raw else self._text(piece.text)

    def close(self) -> None:
        for table in self._tables.values():
            table.close()
        if next(self._lines, None) is not None:
            raise OutputFailed(f"{self._source}: more lines came back than the source has")

    def _row(self, row: Row) -> Iterator[str]:
        table = self._tables[row.table]
        laid, at = table.next(row), 0
        spanned = laid.headings > 0 and table.whole
        for piece in row.pieces:
            if not isinstance(piece, Cell):
                yield from self.written([piece])
                continue
            start = laid.places.index(piece, at)
            yield from () if spanned else self._filled(laid, laid.kept(at, start))
            at = start + piece.columns
            yield from self._spanning(piece, laid) if spanned else self._parted(piece, laid, laid.kept(start, at))
        yield from () if spanned else self._filled(laid, laid.kept(at, laid.end))
        if not laid.kept(0, laid.end):
            yield "<td></td>"

    def _filled(self, laid: _Laid, places: Iterable[int]) -> Iterator[str]:
        """Places of a cell that stands in another one."""
        for place in places:
            name = laid.places[place].name if laid.headings else "td"
            yield f"<{name}>{self._text(laid.texts[place])}</{name}>"

    def _spanning(self, cell: Cell, laid: _Laid) -> Iterator[str]:
        """A heading as it is, but that it does not reach down into rows of data."""
        spans = {"colspan": cell.columns, "rowspan": min(cell.rows, laid.headings)}
        return self._cell(cell, "".join(f' {name}="{count}"' for name, count in spans.items() if count > 1))

    def _parted(self, cell: Cell, laid: _Laid, places: list[int]) -> Iterator[str]:
        """The cell in its first place that is kept, and one for each other."""
        if not places:
            self._require_nothing_within(cell)
            return
        if laid.texts[places[0]] != cell.value:
            refill(cell, laid.texts[places[0]])
        yield from self._cell(cell)
        yield from self._filled(laid, places[1:])

    def _cell(self, cell: Cell, spans: str = "") -> Iterator[str]:
        yield self._tag(replace(cell.tag, written=cell.tag.written + spans))
        yield from self.written(cell.pieces, cell.run)
        yield f"</{cell.name}>"

    def _require_nothing_within(self, cell: Cell) -> None:
        if next(rows(cell.pieces), None) is not None or next(shown(cell.pieces, cell.run), None) is not None:
            raise PlanError(
                f"{self._source}: another table stands in a column that the plan drops: mask that column instead"
            )

    def _tag(self, markup: Markup) -> str:
        """With the classes that the masked style sheets name."""
        classes = " ".join(name for name in markup.classes if name in self._classes)
        return f'{markup.written} class="{classes}">' if classes else f"{markup.written}>"

    def _note_sheet(self, run: Run) -> None:
        sheet = "".join(words.text for words in run.words if words.raw)
        if "</style" in sheet.lower():
            raise OutputFailed(f"{self._source}: a masked style sheet is none any more: give it another operator")
        self._classes |= classes_in(sheet)

    def _text(self, text: str) -> str:
        """Characters that the encoding of the page lacks are written as their numbers."""
        written = escape(text, quote=False)
        if self._encoding.startswith("utf"):
            return written
        return written.encode(self._encoding, "xmlcharrefreplace").decode(self._encoding)
