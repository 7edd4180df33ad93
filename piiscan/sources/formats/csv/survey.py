"""One look at every byte of a delimited file: is it so regular that the fast reader misreads nothing?

Polars pads short rows with nulls, takes a lone carriage return for a part of a value, skips blank lines at the
start, and reports none of it. So the structure is counted here, on the bytes, before they are trusted to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from piiscan.model.octets import PIECE
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.decoding import LONGEST

BLOCK = 256 * 1024
"""Bytes looked at together: small enough for the cache of one core."""

ROWS = 150_000
"""Rows of a piece: every step of a scan costs the same on few, and memory grows with many."""

CELLS = 5_000_000
"""Cells of a piece: it has fewer rows where there are more than thirty-three columns."""

_LF, _CR = 10, 13


class Irregular(Exception):
    """Something the fast reader would get wrong."""


@dataclass(frozen=True, slots=True)
class Survey:
    """The rows of a regular file, their line end, whether the last has one, and how their fields are quoted.

    `pieces` are the bytes of so many whole rows as are read together, one piece after the other.
    """

    rows: int
    terminator: str
    closed: bool
    quoting: Literal["always", "necessary", "mixed"]
    pieces: tuple[int, ...]


def survey(file: SourceFile, layout: Layout) -> Survey | None:
    """None if the rows are not regular."""
    if layout.dialect.escape or not _begins_regularly(layout):
        return None
    tally = _Tally(ord(layout.dialect.delimiter), ord(layout.dialect.quote or "\0"), layout.width)
    pieces = _Pieces(min(ROWS, max(1, CELLS // layout.width)), layout.size)
    rest = b""
    try:
        with file.open() as stream:
            stream.seek(layout.size)
            while block := stream.read(BLOCK):
                _require(b"\0" not in block)
                rest = tally.count(rest + block)
                pieces.begin(tally.records, stream.tell() - len(rest))
            pieces.cut(tally.records, stream.tell())
        tally.close(rest)
    except Irregular:
        return None
    return Survey(tally.records, tally.terminator, not rest, tally.quoting, tuple(pieces.sizes))


def _begins_regularly(layout: Layout) -> bool:
    """The rows have all the columns of the header, and lines that end at LF above them."""
    narrow = all(len(cells) <= layout.width for cells in layout.headers)
    return narrow and (layout.above == layout.mark or layout.above.endswith("\n"))


@dataclass(slots=True)
class _Pieces:
    """Sizes of pieces that end between rows: `most` rows, or a block more; the one at hand begins at `row` and `at`."""

    most: int
    at: int
    row: int = 0
    sizes: list[int] = field(default_factory=list)

    def begin(self, row: int, at: int) -> None:
        """A row begins here."""
        if row - self.row >= self.most or at - self.at >= PIECE:
            self.cut(row, at)

    def cut(self, row: int, at: int) -> None:
        if at > self.at:
            self.sizes.append(at - self.at)
            self.row, self.at = row, at


@dataclass(slots=True)
class _Tally:
    delimiter: int
    quote: int
    width: int
    records: int = 0
    returns: int = 0
    quoted: int = 0
    needless: int = 0

    @property
    def quoting(self) -> Literal["always", "necessary", "mixed"]:
        """As far as all fields are quoted, or none without need."""
        if self.quoted and self.quoted == self.records * self.width:
            return "always"
        return "mixed" if self.needless else "necessary"

    @property
    def terminator(self) -> str:
        return "\r\n" if self.returns else "\n"

    def count(self, data: bytes) -> bytes:
        """Count the whole records at the start of the data; give back the rest. Raises Irregular."""
        octets = np.frombuffer(data, np.uint8)
        marks = np.flatnonzero((octets == _LF) | (octets == self.quote))
        quotes = octets[marks] == self.quote
        inside = (np.cumsum(quotes) & 1).astype(np.bool_)
        ends = np.flatnonzero(~(quotes | inside))
        if not len(ends):
            _require(len(data) <= LONGEST)
            return data
        last = ends[-1] + 1
        marks, quotes, inside = marks[:last], quotes[:last], inside[:last]
        octets = octets[: marks[-1] + 1]
        self._require_quotes(octets, marks[quotes])
        self._require_width(octets, marks, inside ^ quotes, ends)
        self._count_line_ends(octets, marks[quotes], len(ends))
        return data[len(octets) :]

    def close(self, rest: bytes) -> None:
        """Count a last record that has no line end. Raises Irregular if a quote in it is still open."""
        if rest:
            _require(not rest.endswith(b"\r"))
            _require(not self.count(rest + self.terminator.encode()))

    def _require_quotes(self, octets: NDArray[np.uint8], quotes: NDArray[np.intp]) -> None:
        """Quotes open only where a field begins, close only where it ends, and are doubled between."""
        opening, closing = quotes[0::2], quotes[1::2]
        before = octets[opening[opening > 0] - 1]
        after = octets[closing + 1]
        begins = (before == self.delimiter) | (before == _LF) | (before == self.quote)
        finishes = (after == self.delimiter) | (after == _LF) | (after == _CR) | (after == self.quote)
        _require(bool(begins.all() and finishes.all()))
        self.quoted += len(opening) - int((before == self.quote).sum())

    def _require_width(
        self,
        octets: NDArray[np.uint8],
        marks: NDArray[np.intp],
        inside: NDArray[np.bool_],
        ends: NDArray[np.intp],
    ) -> None:
        """Every record has `width` fields; none is a blank line."""
        starts = np.concatenate(([0], marks[:-1]))
        delimiters = (octets == self.delimiter).view(np.uint8)
        # Small integers are added ten times faster; they only overflow where a record is wider than they are.
        size = np.uint8 if self.width < 100 else np.int64
        between = np.add.reduceat(delimiters, starts, dtype=size)
        empty = np.flatnonzero(inside & (between == 0))
        if len(empty) and not self.needless:
            self._count_needless(octets, marks, empty[octets[marks[empty]] == self.quote])
        between[inside] = 0
        fields = np.add.reduceat(between, np.concatenate(([0], ends[:-1] + 1)), dtype=size)
        _require(bool((fields == self.width - 1).all()))
        if self.width == 1:
            lengths = np.diff(marks[ends], prepend=-1) - 1
            returns = octets[marks[ends] - 1] == _CR
            _require(bool((lengths > returns).all()))

    def _count_needless(self, octets: NDArray[np.uint8], marks: NDArray[np.intp], closing: NDArray[np.intp]) -> None:
        """Quoted fields that hold neither a delimiter nor a line feed nor a quote, and are not empty."""
        first, last = marks[closing - 1], marks[closing]
        whole = (octets[first] == self.quote) & (octets[np.maximum(first - 1, 0)] != self.quote)
        self.needless += int((whole & (octets[last + 1] != self.quote) & (last - first > 1)).sum())

    def _count_line_ends(self, octets: NDArray[np.uint8], quotes: NDArray[np.intp], records: int) -> None:
        """Outside quotes, a carriage return stands before a line feed, in all records or in none."""
        returns = np.flatnonzero(octets == _CR)
        outside = returns[np.searchsorted(quotes, returns) % 2 == 0]
        _require(len(outside) in (0, records) and bool((octets[outside + 1] == _LF).all()))
        _require(not self.records or bool(self.returns) == bool(len(outside)))
        self.records += records
        self.returns += len(outside)


def _require(regular: bool) -> None:
    if not regular:
        raise Irregular
