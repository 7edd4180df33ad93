"""A table less some of its rows, where a copy is written record by record beside the source: what stays, stands as it
stood, octet for octet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Container, Table
from piiscan.sources.copies import is_loose
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.record import Record
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.formats.embedded import UnfoldedContainer, UnfoldedRefillable
from piiscan.sources.formats.embedded.table import UnfoldedTable
from piiscan.sources.formats.json.records import Piece
from piiscan.sources.formats.json.records import Record as JsonRecord
from piiscan.sources.formats.json.table import JsonTable
from piiscan.sources.formats.workbook.container import Workbook
from piiscan.sources.nested.nesting import Nesting
from piiscan.sources.nested.table import NestedTable
from piiscan.sources.partitions import Part, PartitionedTable, ThinPartitions

__all__ = ["thinned", "thinned_book", "whole"]


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
    return _thin_parts(table, stays) if isinstance(table, PartitionedTable) and any(stays) else None


def thinned_book(book: Container, stays: Mapping[str, Sequence[bool]]) -> Container | None:
    """A workbook less rows of its sheets, by their keys; None for another container, and where a sheet has none left.

    The copy is a new workbook of values.
    """
    inner = book.container if isinstance(book, UnfoldedContainer) else book
    if not isinstance(inner, Workbook) or inner.format == "xls" or not all(map(any, stays.values())):
        return None
    return UnfoldedRefillable(inner.thinned(stays))


def _thin_parts(table: PartitionedTable, stays: Sequence[bool]) -> ThinPartitions | None:
    """Part by part: each is written beside its source, or of the rows that stay."""
    pieces, left, at = list[Part](), list[int](), 0
    for part, height in zip(table.pieces, table.heights(), strict=True):
        staying, at = stays[at : at + height], at + height
        thin = part.table if is_loose(part.table) else thinned(part.table, staying)
        if thin is None:
            return None
        pieces.append(part._replace(table=thin))
        left.append(sum(staying))
    return ThinPartitions(table.source, table.key, table.name, tuple(pieces), tuple(left))


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
