"""PostgreSQL, read by ADBC through COPY (https://arrow.apache.org/adbc/current/driver/postgresql.html)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import Table
from piiscan.sources.databases.arrow import frames, require
from piiscan.sources.databases.keys import key_of
from piiscan.sources.databases.places import Place
from piiscan.sources.databases.postgresql.catalogue import Listed, listed, relation
from piiscan.sources.databases.postgresql.connecting import Session
from piiscan.sources.databases.postgresql.parts import elsewhere, selected
from piiscan.sources.databases.postgresql.roles import advice, readers
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.sampling import SEED
from piiscan.sources.databases.server import ServerDatabase, ServerTable
from piiscan.sources.targets import shown, wanted_member

_UNREAD = {
    "foreign": "a foreign table, whose rows lie on another server: scan them there",
    "": "the role may not read it: GRANT SELECT on it, and USAGE on its schema",
}


class PostgresDatabase(ServerDatabase):
    """One database of a server, or one schema of it."""

    __slots__ = ()

    @property
    def format(self) -> str:
        return "postgresql"

    def members(self) -> Iterator[Table | Incomplete]:
        """All tables, in the order of their names, as they were at one moment."""
        require("adbc_driver_postgresql", "db", self.source)
        session = Session(self.location)
        found = [entry for entry in listed(session, self.location.schema) if self._wanted(entry)]
        if said := advice(session, [entry for entry in found if entry.readable]):
            self.options.notice(said)
        for entry in found:
            yield self._member(session, entry)
        if self.location.schema is None and session.rows("SELECT FROM pg_largeobject_metadata LIMIT 1"):
            yield Incomplete(
                self.source, "its large objects are not read: export them with lo_export, and scan the files"
            )

    def _wanted(self, entry: Listed) -> bool:
        asked = entry.kind != "view" or self.options.views
        return asked and wanted_member(self._key(entry), self.options)

    def _key(self, entry: Listed) -> str:
        return key_of(None if self.location.schema else entry.schema, entry.name)

    def _member(self, session: Session, entry: Listed) -> Table | Incomplete:
        key = self._key(entry)
        source = f"{self.source}!{shown(key)}"
        reason = _UNREAD.get(entry.kind if entry.readable else "")
        if reason is not None:
            return Incomplete(source, reason)
        found, schema = relation(session, entry), None if self.location.schema else entry.schema
        read, count = partial(_read, session, entry, source), partial(_rows, session, entry, source)
        readable_by, at_once = partial(readers, session, entry), self.location.connections
        there = partial(elsewhere, session, entry, found)
        return ServerTable(
            source,
            key,
            entry.name,
            self.format,
            found,
            schema,
            read,
            count,
            readable_by,
            at_once=at_once,
            sample=self.options.sample,
            elsewhere=there,
        )


@dataclass(frozen=True, slots=True)
class StagedTables(PostgresDatabase):
    """The tables of a copy that stand in a transaction."""

    within: Session
    places: frozenset[Place]

    def members(self) -> Iterator[Table | Incomplete]:
        for entry in listed(self.within, self.location.schema):
            if (entry.schema, entry.name) in self.places:
                yield self._member(self.within, entry)


def _read(session: Session, entry: Listed, source: str, found: Relation, share: float | None) -> Iterator[pl.DataFrame]:
    sampled = "" if share is None else f" TABLESAMPLE BERNOULLI ({share * 100:.10f}) REPEATABLE ({SEED})"
    with session.reader(f"SELECT {selected(found)} FROM {entry.only}{sampled}", source) as reader:
        for frame in frames(reader):
            yield found.framed(frame)


def _rows(session: Session, entry: Listed, source: str) -> int:
    """By the statistics of the server, or counted where it has none."""
    if entry.rows > 0:
        return entry.rows
    with session.reader(f"SELECT count(*) AS rows FROM {entry.only}", source) as reader:
        return int(pl.concat(frames(reader))["rows"].item())
