"""The dump again, with masked values: read a second time, event by event, beside the masked rows and lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.sources.atomic import write_all
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.decoding import BOM
from piiscan.sources.formats.sqldump.dialect import Dialect
from piiscan.sources.formats.sqldump.reader import End, Header, Rows, Text, events
from piiscan.sources.formats.sqldump.refilling import Refilling
from piiscan.sources.formats.sqldump.schema import Schema
from piiscan.sources.formats.sqldump.survey import Survey, lines_of
from piiscan.sources.formats.sqldump.wording import reworded


@dataclass(frozen=True, slots=True)
class Masked:
    """Masked frames by the name of their table, with its first rows as they were; and masked lines of the text."""

    frames: Mapping[str, tuple[Iterator[pl.DataFrame], Callable[[], pl.DataFrame]]]
    lines: Iterator[pl.Series]


def rewrite(file: SourceFile, dialect: Dialect, survey: Survey, start: int, masked: Masked, stream: BinaryIO) -> None:
    """Write the dump. Raises OutputFailed where what came back does not fit, or would not load again."""
    writer = _Writer(file, dialect, survey, masked, stream)
    write_all(stream, BOM if start else b"")
    with file.reading(), file.open() as source:
        for event in events(source, dialect, start):
            writer.write(event)
    writer.close()


@dataclass
class _Writer:
    file: SourceFile
    dialect: Dialect
    survey: Survey
    masked: Masked
    stream: BinaryIO
    tables: dict[str, Refilling] = field(default_factory=dict)
    current: Refilling | None = None

    def __post_init__(self) -> None:
        self.schema = Schema(self.dialect)
        self.lines = (line for part in self.masked.lines for line in part)

    def write(self, event: object) -> None:
        match event:
            case Header():
                self._header(event)
            case Rows() if self.current is not None:
                self._put(self.current.rows(event))
            case Text() | End():
                self._text(event)

    def close(self) -> None:
        """Raises OutputFailed if anything is left of what came back."""
        if next(self.lines, None) is not None or any(map(Refilling.left, self.tables.values())):
            raise OutputFailed(f"{self.file.source}: more rows or lines came back than the source has")

    def _header(self, event: Header) -> None:
        name = self.schema.name(event.into.table)
        if name not in self.tables:
            frames, originals = self.masked.frames[name]
            found = self.survey.tables[name]
            table = Refilling(f"{self.file.source}!{name}", self.dialect, found, frames, originals())
            clauses = self.survey.schema.clauses.get(name, [])
            for statement in table.preparing(event.into, clauses, partial(self._needed, name, event.start)):
                self._put(f"{statement}\n")
            self.tables[name] = table
        self.current = self.tables[name]
        self._put(self.current.header(event.into))

    def _text(self, event: Text | End) -> None:
        if isinstance(event, Text):
            self.schema.see(event.raw.decode())
        if lines_of(event, self.dialect):
            self._put(reworded(event.raw.decode(), self.dialect, self._line))
        else:
            write_all(self.stream, event.raw)

    def _line(self) -> str:
        line: str | None = next(self.lines, None)
        if line is None:
            raise OutputFailed(f"{self.file.source}: fewer lines came back than the source has")
        return line

    def _needed(self, table: str, start: int, column: str) -> int | None:
        """The line of a statement that names table and column, and fails where the column is dropped before."""
        names = [re.escape(table.rpartition(".")[2]), re.escape(column)]
        named = [re.compile(rf"(?i)(?<!\w){name}(?!\w)") for name in names]
        with self.file.open() as stream:
            for place in self.survey.statements:
                for event in events(stream, self.dialect, place.start, place.stop, place.line):
                    code = self._code(event, start) if isinstance(event, Text) else ""
                    if all(name.search(code) for name in named):
                        return event.line
        return None

    def _code(self, event: Text, start: int) -> str:
        """A statement that may depend on columns, without its comments; empty for any other."""
        raw = event.raw if b"/*!" in event.raw else self.dialect.comment.sub(b" ", event.raw)
        text = raw.decode()
        declares = re.match(r"(?i)CREATE\s+(?:\w+\s+)*TABLE|DROP|COMMENT|LOCK|UNLOCK", text)
        return "" if declares and event.start < start else text

    def _put(self, text: str) -> None:
        write_all(self.stream, text.encode())
