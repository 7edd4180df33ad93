"""One reading of the whole dump: which tables it has, where their rows stand, and what could not be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from piiscan.errors import SourceUnreadable
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.sqldump.dialect import Dialect
from piiscan.sources.formats.sqldump.names import parts, table_name
from piiscan.sources.formats.sqldump.reader import End, Event, Header, Into, Rows, Text, Unread, events
from piiscan.sources.formats.sqldump.rows import Malformed, block_of
from piiscan.sources.formats.sqldump.schema import Declared, Schema
from piiscan.sources.formats.sqldump.wording import wordings

NEAR = 64 * 1024
"""Bytes between two statements of a table that are read over: the places to remember stay few."""

TABLES = 20_000
"""Most tables of one dump."""

_TELLING = re.compile(rb"['\"#]|--|/\*|[0-9]{6}|(?i:OWNER|DEFINER|AUTHORIZATION|GRANT|REVOKE|ROLE|USER|connect)")


class Place(NamedTuple):
    """From the start of one statement to the end of another.

    `inside` is the schema in use there, `switch` how often another one had been chosen before.
    """

    start: int
    stop: int
    line: int
    inside: str | None = None
    switch: int = 0

    def name(self, written: str) -> str:
        return table_name(written, self.inside)


@dataclass(slots=True)
class Found:
    """A table. `listed` are the columns its rows have, `unlisted` those of statements that name none."""

    name: str
    declared: dict[str, Declared]
    unlisted: tuple[str, ...] = ()
    listed: dict[str, None] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)
    unread: str | None = None

    @property
    def columns(self) -> tuple[Declared, ...]:
        """In the order of CREATE TABLE, if there is one."""
        known = [column for name, column in self.declared.items() if name in self.listed or not self.places]
        return (*known, *(Declared(name) for name in self.listed if name not in self.declared))

    def names(self, into: Into) -> tuple[str, ...]:
        """The columns of a statement, in its order."""
        return tuple(parts(into.columns)) if into.columns else self.unlisted


@dataclass(slots=True)
class Survey:
    """`texts` are the places of statements that say something in words, `statements` those of all without rows."""

    schema: Schema
    tables: dict[str, Found] = field(default_factory=dict)
    texts: list[Place] = field(default_factory=list)
    statements: list[Place] = field(default_factory=list)
    unread: str | None = None


def survey(file: SourceFile, dialect: Dialect, start: int) -> Survey:
    """Read the dump once. Raises SourceUnreadable."""
    found = Survey(Schema(dialect))
    surveyor = _Surveyor(found, dialect)
    with file.reading(), file.open() as stream:
        for event in events(stream, dialect, start):
            surveyor.see(event)
            if len(found.tables) > TABLES:
                raise SourceUnreadable(file.source, f"a dump of more than {TABLES} tables")
    for name in found.schema.tables:
        surveyor.found(name)
    return found


def lines_of(event: Event, dialect: Dialect) -> list[str]:
    """The lines of what a statement says in words; none for rows."""
    if not isinstance(event, Text | End) or not _TELLING.search(event.raw):
        return []
    return [line for wording in wordings(event.raw.decode(), dialect) for line in wording.lines]


@dataclass
class _Surveyor:
    survey: Survey
    dialect: Dialect
    current: Found | None = None
    begun: Header | None = None

    def see(self, event: Event) -> None:
        """Take note of an event."""
        match event:
            case Text():
                self._text(event)
            case Header():
                self.current, self.begun = self.found(self.survey.schema.name(event.into.table)), event
                self._list(event.into)
            case Rows() if self.current is not None and not self.current.names(event.into):
                self._count(event)
            case End():
                self._end(event)
            case Unread():
                self._unread(event)

    def _text(self, event: Text) -> None:
        self.survey.schema.see(event.raw.decode())
        place = Place(event.start, event.start + len(event.raw), event.line)
        if not event.raw.isspace():
            _note(self.survey.statements, place)
        if lines_of(event, self.dialect):
            _note(self.survey.texts, place)

    def _end(self, event: End) -> None:
        assert self.current is not None
        assert self.begun is not None
        stop = event.start + len(event.raw)
        schema, start, line = self.survey.schema, self.begun.start, self.begun.line
        _note(self.current.places, Place(start, stop, line, schema.inside, schema.switches))
        if lines_of(event, self.dialect):
            _note(self.survey.texts, Place(start, stop, line))

    def found(self, name: str) -> Found:
        declared = self.survey.schema.tables.get(name, {})
        return self.survey.tables.setdefault(name, Found(name, declared, tuple(declared)))

    def _list(self, into: Into) -> None:
        assert self.current is not None
        self.current.listed.update(dict.fromkeys(self.current.names(into)))

    def _count(self, rows: Rows) -> None:
        """Without any list of columns, they are numbered."""
        assert self.current is not None
        try:
            width = len(block_of(rows, None, self.dialect).columns)
        except Malformed:
            return
        self.current.unlisted = tuple(f"column_{k}" for k in range(1, width + 1))
        self._list(rows.into)

    def _unread(self, event: Unread) -> None:
        reason = f"line {event.line}: {event.reason}"
        if event.table is None:
            self.survey.unread = self.survey.unread or reason
        else:
            table = self.found(self.survey.schema.name(event.table))
            table.unread = table.unread or reason


def _note(places: list[Place], new: Place) -> None:
    last = places[-1] if places else None
    if last is not None and new.start - last.stop < NEAR and last.switch == new.switch:
        places[-1] = last._replace(stop=new.stop)
    else:
        places.append(new)
