"""A page as a container: its tables, the texts around them, and what no copy has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import polars as pl

from piiscan.model.table import COMMENT
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.html.parsing import pieces
from piiscan.sources.formats.html.pieces import Piece, dropped, shown
from piiscan.sources.formats.html.rewriting import rewrite
from piiscan.sources.formats.html.tables import HtmlTable, Shape
from piiscan.sources.lines import in_parts

TEXT, DROPPED = "(text)", "(dropped)"


@dataclass(frozen=True, slots=True)
class HtmlText:
    """Texts of a page. `said` picks their lines."""

    source: str
    key: str
    format: str
    file: SourceFile
    said: Callable[[Iterable[Piece]], Iterator[str]]

    def parts(self) -> Iterator[pl.Series]:
        return in_parts(self.said(pieces(self.file)))


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """One page."""

    source: str
    key: str
    format: str
    file: SourceFile
    tables: dict[int, Shape]

    def members(self) -> Iterator[HtmlTable | HtmlText]:
        yield from self._tables()
        yield self._text
        if next(dropped(pieces(self.file)), None) is not None:
            yield HtmlText(*self._called(DROPPED), COMMENT, self.file, dropped)

    def write(self, masked: Callable[[Any], Iterator[Any]], stream: BinaryIO) -> None:
        """The page with masked cells and texts, without what is dropped. Raises OutputFailed."""
        frames = {table: masked(table) for table in self._tables()}
        rewrite(self.file, frames, masked(self._text), stream)

    @property
    def _text(self) -> HtmlText:
        return HtmlText(*self._called(TEXT), self.format, self.file, shown)

    def _tables(self) -> Iterator[HtmlTable]:
        for number, shape in self.tables.items():
            place = self._called(name := f"table {number}")
            yield HtmlTable(*place, name, self.format, self.file, number, shape.names(), shape.headers(), shape.width)

    def _called(self, member: str) -> tuple[str, str]:
        return f"{self.source}!{member}", f"{self.key}!{member}"
