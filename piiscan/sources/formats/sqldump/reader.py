"""The events of a dump: its rows in blocks, and every statement that holds none. All together are the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple

from piiscan.sources.formats.decoding import LONGEST
from piiscan.sources.formats.sqldump.dialect import COPY, INSERT, INSERT_ANY, INSERT_SELECT, Dialect, Pattern

BLOCK = 1 << 20
"""Bytes read at a time; a block of rows is about as large."""

_AHEAD = 256 * 1024
"""Bytes in sight when a statement begins: the longest list of columns."""

_WORD = re.compile(rb"[A-Za-z]++")
_META = re.compile(rb"\\[^\n]*+(?:\n|\Z)")
_SCRIPT = re.compile(rb"(?is)DELIMITER[ \t]++(?!;\s*?\n)\S++.*?\nDELIMITER[ \t]++;[^\n]*+")
_PROGRAM = re.compile(rb"(?is)\s*CREATE\b.*?\b(?:TRIGGER|FUNCTION|PROCEDURE|EVENT)\b.*\bBEGIN\b")
_PROGRAM_END = re.compile(rb"(?is)\bEND\s*;\Z")
_LITERAL = re.compile(rb"(?s)\$(\w*)\$.*?\$\1\$|'[^']*'|--[^\n]*|/\*.*?\*/")


class Text(NamedTuple):
    """A whole statement, or the blanks and comments before one. `start` is its place in the file."""

    raw: bytes
    start: int
    line: int


class Into(NamedTuple):
    """The head of an INSERT or COPY: names as written."""

    table: str
    columns: str | None
    raw: bytes
    copy: bool


class Header(NamedTuple):
    """Rows of the table follow."""

    into: Into
    start: int
    line: int


class Rows(NamedTuple):
    """Whole rows; in an INSERT with what stands between them."""

    into: Into
    raw: bytes
    line: int


class End(NamedTuple):
    """What stands after the last row under a header; the statement ends with it."""

    raw: bytes
    start: int
    line: int


class Unread(NamedTuple):
    """A statement that was not understood; of one table, or with all that follows it (`table` is None)."""

    table: str | None
    line: int
    reason: str


Event = Text | Header | Rows | End | Unread


class _Unclosed(Exception):
    """The bytes end, or LONGEST of them have passed, within a statement."""


def events(
    stream: BinaryIO, dialect: Dialect, start: int = 0, stop: int | None = None, line: int = 1
) -> Iterator[Event]:
    """The events between two places at which statements begin."""
    stream.seek(start)
    return _Reader(stream, dialect, start, stop, line).events()


@dataclass
class _Reader:
    stream: BinaryIO
    dialect: Dialect
    offset: int
    stop: int | None
    line: int
    buffer: bytes = b""
    at: int = 0
    ended: bool = False

    def events(self) -> Iterator[Event]:
        try:
            while self._sight(_AHEAD):
                lead = self._text(self._lead())
                if lead.raw:
                    yield lead
                if self._sight(_AHEAD):
                    yield from self._statement()
        except _Unclosed:
            yield Unread(None, self.line, "a statement is never closed, and all that follows it is unread")

    def _statement(self) -> Iterator[Event]:
        word = self._match(_WORD)
        match word[0].upper() if word else self.buffer[self.at : self.at + 1]:
            case b"\\":
                yield self._text(self._whole(_META))
            case b"DELIMITER":
                yield self._text(self._whole(_SCRIPT))
            case b"INSERT" | b"REPLACE":
                yield from self._insert()
            case b"COPY" if (header := self._match(COPY)) is not None:
                yield from self._copy(header)
            case _:
                yield self._text(self._program())

    def _insert(self) -> Iterator[Event]:
        header = self._match(INSERT)
        if header is None:
            yield self._other_insert()
            return
        into = _into(header, copy=False)
        yield Header(into, self.place, self.line)
        self._take(header.end())
        more, last = self.dialect.rows(into.raw.rstrip())
        while True:
            line = self.line
            if rows := self._match(more):
                yield Rows(into, self._take(rows.end()), line)
                continue
            row = self._match(last)
            if row and (self.ended or len(self.buffer) - row.end() > len(into.raw) + BLOCK // 16):
                yield Rows(into, self._take(row.end()), line)
                break
            if not self._read() and not (row and self.ended):
                yield self._unread(into.table, line)
                return
        yield self._end(self.dialect.statement)

    def _other_insert(self) -> Event:
        line = self.line
        rowless = self._match(INSERT_SELECT)
        named = self._match(INSERT_ANY)
        statement = self._text(self._whole(self.dialect.statement))
        if rowless or named is None:
            return statement
        return Unread(named["table"].decode(errors="replace"), line, "an INSERT that is not understood")

    def _unread(self, table: str, line: int) -> Unread:
        """Raises _Unclosed if the statement cannot even be passed over."""
        self._take(self._whole(self.dialect.statement))
        return Unread(table, line, "a row is not understood")

    def _copy(self, header: re.Match[bytes]) -> Iterator[Event]:
        into = _into(header, copy=True)
        plain = not header["options"].strip()
        refused = Unread(into.table, self.line, "a COPY with options is not understood")
        yield Header(into, self.place, self.line) if plain else refused
        self._take(header.end())
        while not self.buffer.startswith(b"\\.", self.at):
            mark = self.buffer.find(b"\n\\.", self.at)
            end = (mark if mark >= 0 else self.buffer.rfind(b"\n", self.at)) + 1
            if end > self.at:
                line = self.line
                rows = self._take(end)
                if plain:
                    yield Rows(into, rows, line)
            elif not self._read():
                raise _Unclosed
        ending = self._end(_META)
        if plain:
            yield ending

    def _text(self, end: int) -> Text:
        start, line = self.place, self.line
        return Text(self._take(end), start, line)

    def _end(self, pattern: Pattern) -> End:
        end = self._whole(pattern)
        start, line = self.place, self.line
        return End(self._take(end), start, line)

    def _program(self) -> int:
        """Where a statement ends; that of a trigger or function holds others, up to its END."""
        end = self._whole(self.dialect.statement)
        begun = self.buffer[self.at : end]
        if _PROGRAM.match(begun[:LONGEST]) and _PROGRAM.match(_LITERAL.sub(b"", begun)):
            while not _PROGRAM_END.search(self.buffer, max(self.at, end - 100), end):
                end = self._whole(self.dialect.statement, end - self.at)
        return end

    def _lead(self) -> int:
        """Where the blanks and comments end that stand here."""
        while True:
            lead = self._match(self.dialect.lead)
            assert lead is not None
            cut = lead.end() == len(self.buffer) or self.buffer.startswith(b"/*", lead.end())
            if not cut or not self._read():
                return lead.end()

    @property
    def place(self) -> int:
        return self.offset + self.at

    def _match(self, pattern: Pattern) -> re.Match[bytes] | None:
        return pattern.match(self.buffer, self.at)

    def _whole(self, pattern: Pattern, after: int = 0) -> int:
        """Where the match ends that begins `after` bytes from here. Raises _Unclosed if there is none."""
        while True:
            found = pattern.match(self.buffer, self.at + after)
            if found is not None and (found.end() < len(self.buffer) or self.ended or found[0].endswith(b";")):
                return found.end()
            if not self._read():
                if found is None and not self._is_last(after):
                    raise _Unclosed
                return len(self.buffer) if found is None else found.end()

    def _is_last(self, after: int) -> bool:
        """Whether what is left is a statement without its semicolon."""
        rest = self.buffer[self.at + after :]
        return self.ended and self.dialect.statement.fullmatch(rest + b"\n;") is not None

    def _take(self, end: int) -> bytes:
        raw = self.buffer[self.at : end]
        self.at = end
        self.line += raw.count(b"\n")
        return raw

    def _sight(self, size: int) -> bool:
        """Whether anything is left; `size` bytes of it are in sight, or all."""
        while len(self.buffer) - self.at < size and self._read():
            pass
        return self.at < len(self.buffer)

    def _read(self) -> bool:
        """Read on. False at the end, and where a statement is longer than LONGEST."""
        left = len(self.buffer) - self.at
        if self.ended or left > LONGEST:
            return False
        size = BLOCK if self.stop is None else min(BLOCK, self.stop - self.offset - len(self.buffer))
        block = self.stream.read(size)
        self.ended = not block
        self.buffer = self.buffer[self.at :] + block
        self.offset += self.at
        self.at = 0
        return not self.ended


def _into(header: re.Match[bytes], copy: bool) -> Into:
    columns = header["columns"]
    return Into(header["table"].decode(), columns.decode() if columns else None, header[0], copy)
