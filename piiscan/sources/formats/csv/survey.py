"""One look at every byte of a delimited file: is it so regular that the fast reader misreads nothing?

Polars pads short rows with nulls, takes a lone carriage return for a part of a value, skips blank lines at the
start, and reports none of it. So the structure is counted here, on the bytes, before they are trusted to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.decoding import BOM, HOLDS_NUL, LONGEST

BLOCK = 256 * 1024
"""Bytes looked at together: small enough for the cache of one core."""

_LF, _CR = 10, 13


class Irregular(Exception):
    """Something the fast reader would get wrong."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A regular file: its records (the header among them), its line end, and whether the last line has one."""

    records: int
    terminator: str
    closed: bool


def survey(file: SourceFile, dialect: Dialect, width: int) -> Survey | None:
    """None if the file is not regular. Raises SourceUnreadable for NUL bytes."""
    tally = _Tally(ord(dialect.delimiter), ord(dialect.quote), width)
    rest = b""
    try:
        with file.open() as stream:
            stream.seek(len(BOM) if dialect.bom else 0)
            while block := stream.read(BLOCK):
                if b"\0" in block:
                    raise SourceUnreadable(file.source, HOLDS_NUL)
                rest = tally.count(rest + block)
        tally.close(rest)
    except Irregular:
        return None
    return Survey(tally.records, tally.terminator, not rest)


@dataclass(slots=True)
class _Tally:
    delimiter: int
    quote: int
    width: int
    records: int = 0
    returns: int = field(default=0)

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
        between[inside] = 0
        fields = np.add.reduceat(between, np.concatenate(([0], ends[:-1] + 1)), dtype=size)
        _require(bool((fields == self.width - 1).all()))
        if self.width == 1:
            lengths = np.diff(marks[ends], prepend=-1) - 1
            returns = octets[marks[ends] - 1] == _CR
            _require(bool((lengths > returns).all()))

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
