"""A table less some of its rows, where a copy is written record by record beside the source: what stays, stands as it
stood, octet for octet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Table
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.record import Record
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.formats.embedded.table import UnfoldedTable
from piiscan.sources.formats.json.records import Piece
from piiscan.sources.formats.json.records import Record as JsonRecord
from piiscan.sources.formats.json.table import JsonTable
from piiscan.sources.nested.nesting import Nesting
from piiscan.sources.nested.table import NestedTable

__all__ = ["thinned", "whole"]


def whole(table: Table) -> NestedTable | None:
    """A table of nested columns with each of them in one piece, so that rows can be left out; None for others."""
    if not isinstance(table, NestedTable) or not table.nesting.nested:
        return None
    first = next(table.frames(), pl.DataFrame())
    return replace(table, nesting=Nesting.whole(first.schema))


def thinned(table: Table, stays: Sequence[bool]) -> Table | None:
    """The table without the rows that do not stay; None where its format leaves none out.

    `stays` has an entry for each row, in their order.
    """
    if isinstance(table, UnfoldedTable):
        inner = thinned(table.table, stays)
        return inner and replace(table, table=inner)
    if isinstance(table, RegularTable | RaggedTable):
        return ThinCsv(
            table.source, table.key, table.name, table.format, table.columns, table.file, table.layout, stays
        )
    if isinstance(table, JsonTable):
        return ThinJson(
            table.source, table.key, table.name, table.format, table.paths, table.file, table.layout, table.bom, stays
        )
    return None


@dataclass(frozen=True, slots=True)
class ThinCsv(RaggedTable):
    """Comments among the rows stay."""

    stays: Sequence[bool]

    def _records(self) -> Iterator[Record]:
        staying = iter(self.stays)
        return (each for each in super(ThinCsv, self)._records() if each.fields is None or next(staying))


@dataclass(frozen=True, slots=True)
class ThinJson(JsonTable):
    """A line, or an element of an array, goes with what sets it apart from the one before."""

    stays: Sequence[bool]

    def pieces(self) -> Iterator[Piece]:
        found = super(ThinJson, self).pieces()
        return _elements(found, self.stays, self.source) if self.layout == "document" else _lines(found, self.stays)


def _lines(pieces: Iterator[Piece], stays: Sequence[bool]) -> Iterator[Piece]:
    """Of each line: what stands before its record, the record, its end. A blank line is one text."""
    staying = iter(stays)
    before: list[Piece] = []
    stay = True
    for piece in pieces:
        if isinstance(piece, JsonRecord):
            stay = next(staying)
            yield from [*before, piece] if stay else []
            before = []
        elif "\n" in piece:
            yield from [*before, piece] if stay else []
            before, stay = [], True
        else:
            before.append(piece)
    yield from before if stay else []


def _elements(pieces: Iterator[Piece], stays: Sequence[bool], source: str) -> Iterator[Piece]:
    """The bracket, the elements that stay with a separator between any two, the bracket."""
    staying, opening, first = iter(stays), next(pieces), True
    if isinstance(opening, JsonRecord) or "[" not in opening:
        raise SourceUnreadable(source, "it is one record as a whole, and no row of it can go")
    yield opening
    between: Piece = ""
    for piece in pieces:
        if not isinstance(piece, JsonRecord):
            between = piece
        elif next(staying):
            yield from [piece] if first else [between, piece]
            first = False
    yield between
