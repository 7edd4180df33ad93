"""Records as Python's csv module reads them, each with the very text it was written as.

What cannot be read as it stands is noted as a fault, and reading goes on behind it: with the next line where a
line is too long, with the second line of a record whose quote is never closed. No more is held than one record.
"""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.csv.dialect import Dialect
from piiscan.sources.formats.csv.layout import Layout
from piiscan.sources.formats.csv.record import Record
from piiscan.sources.formats.decoding import LONGEST

MOST_FAULTS = 1000
"""A file with more than these is no table."""


class Fault(NamedTuple):
    """What is wrong in which line of the file, and in which of its fields (both from 1)."""

    line: int
    field: int
    what: str


class _TooLong(Exception):
    """A record has grown longer than one may be."""


def records(file: SourceFile, layout: Layout, faults: list[Fault] | None = None) -> Iterator[Record]:
    """The records below the header, comments among them; faults are added as they are met.

    Raises SourceUnreadable.
    """
    with file.reading(), file.open() as octets:
        octets.seek(layout.size)
        stream = io.TextIOWrapper(octets, encoding="utf-8", newline="")
        reading = Reading(stream, layout.dialect, layout.hashed, layout.lines)
        for record in reading:
            if len(reading.faults) > MOST_FAULTS:
                raise SourceUnreadable(file.source, f"has more than {MOST_FAULTS:,} rows that cannot be read")
            yield record
        if faults is not None:
            faults.extend(reading.faults)


class Reading:
    """One pass over a text that begins below `above` lines. `hashed` as in Layout."""

    def __init__(self, stream: TextIO, dialect: Dialect, hashed: int | None = None, above: int = 0) -> None:
        self.faults: list[Fault] = []
        self._stream = stream
        self._dialect = dialect
        self._hashed = hashed
        self._read = above
        self._line = self._first = above
        self._taken: list[str] = []
        self._again = deque[tuple[int, str]]()
        self._comments: list[str] = []
        self._ended = False

    def __iter__(self) -> Iterator[Record]:
        reader, taken = self._dialect.reader(self._lines()), self._taken
        while True:
            taken.clear()
            try:
                fields = next(reader, None)
                torn = self._is_torn() if len(taken) > 1 or self._ended else False
            except _TooLong:
                fields, torn = [], True
            if self._comments:
                yield from (Record(None, comment) for comment in self._comments)
                self._comments.clear()
            if torn:
                fields = self._first_alone()
                reader = self._dialect.reader(self._lines())
            elif fields is None:
                return
            yield Record(fields, "".join(taken))

    def _lines(self) -> Iterator[str]:
        """The lines, ending at LF, CR or both; each is noted in `taken` as it goes out."""
        taken, again, readline = self._taken, self._again, self._stream.readline
        held = 0
        while True:
            if again:
                self._line, line = again.popleft()
            else:
                self._line = self._read = self._read + 1
                line = readline(LONGEST + 1)
                if not line:
                    break
            held = held + len(line) if taken else len(line)
            if held > LONGEST:
                self._refuse(line)
                continue
            if "\0" in line:
                self._fault(line[: line.index("\0")], "holds a NUL byte: not text, or not in UTF-8")
            if not taken:
                if line[0] == "#" and self._is_comment(line):
                    self._comments.append(line)
                    continue
                self._first = self._line
            taken.append(line)
            yield line
        self._ended = True

    def _refuse(self, line: str) -> None:
        """Pass over a line that is too long. Raises _TooLong where it would go on with a record."""
        if len(line) <= LONGEST:
            self._taken.append(line)
            raise _TooLong
        self._fault(line, f"is longer than {LONGEST >> 20} MiB and was not read")
        while line and line[-1] not in "\r\n":
            line = self._stream.readline(LONGEST)
        if self._taken:
            raise _TooLong

    def _is_comment(self, line: str) -> bool:
        """It is no row of the usual width, nor the first line of one."""
        if self._hashed is None or len(self._dialect.fields(line)) == self._hashed:
            return False
        begun = self._dialect.delimiter + (self._dialect.quote or "\0")
        return begun not in line or self._dialect.grammar.record.fullmatch(line) is not None

    def _is_torn(self) -> bool:
        """A record was begun, and its end is that of the file, or no end of a field."""
        return bool(self._taken) and (self._ended or not self._dialect.grammar.record.fullmatch("".join(self._taken)))

    def _first_alone(self) -> list[str]:
        """The fields of the first line taken; the others are read again, as records of their own."""
        first, *rest = self._taken
        del self._taken[1:]
        self._again.extendleft(reversed(list(enumerate(rest, self._first + 1))))
        self._ended = False
        self._line = self._first
        self._fault(first, "opens a quote that is not closed where a field ends")
        return self._dialect.fields(first)

    def _fault(self, line: str, what: str) -> None:
        """The fault is in the last field of what there is of the line."""
        self.faults.append(Fault(self._line, len(self._dialect.fields(line)), what))
