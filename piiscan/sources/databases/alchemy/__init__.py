"""Databases by SQLAlchemy: MySQL and MariaDB with all that they can, and any other dialect as a plain stream of rows.

Of other dialects the schema is read that the URL names, or that the role starts in; nothing is sampled.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import Table
from piiscan.sources.databases.alchemy import mysql
from piiscan.sources.databases.alchemy.catalogue import Listed, listed, relation
from piiscan.sources.databases.alchemy.connecting import Session
from piiscan.sources.databases.arrow import require
from piiscan.sources.databases.keys import key_of
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.server import Readers, ServerDatabase, ServerTable
from piiscan.sources.targets import shown, wanted_member


class AlchemyDatabase(ServerDatabase):
    """One database of a server, or one schema of it."""

    __slots__ = ()

    @property
    def format(self) -> str:
        return "mysql" if self.location.dialect in mysql.DRIVERS else self.location.dialect.partition("+")[0]

    def members(self) -> Iterator[Table | Incomplete]:
        """All tables, in the order of their names."""
        extra = "mysql" if self.format == "mysql" else "db"
        require("sqlalchemy", extra, self.source)
        session = Session(self.location)
        found = [entry for entry in listed(session, self.options.views) if self._wanted(entry)]
        if session.is_mysql and (said := mysql.advice(session)):
            self.options.notice(said)
        for entry in found:
            yield from self._member(session, entry)

    def _wanted(self, entry: Listed) -> bool:
        return wanted_member(key_of(entry.schema, entry.name), self.options)

    def _member(self, session: Session, entry: Listed) -> Iterator[Table | Incomplete]:
        """The table, and its columns that cannot be read."""
        key = key_of(entry.schema, entry.name)
        source = f"{self.source}!{shown(key)}"
        found, unread = relation(session, entry, source)
        for column, declared in unread:
            yield Incomplete(source, f"column {shown(column)}: its type {declared} is not read")
        if found.fields:
            read, count = partial(_read, session, entry, found, source), partial(_rows, session, entry)
            readers = partial(mysql.readers if session.is_mysql else _unknown, session, entry)
            yield ServerTable(source, key, entry.name, self.format, found, entry.schema, read, count, readers)


def _read(session: Session, entry: Listed, found: Relation, source: str, share: float | None) -> Iterator[pl.DataFrame]:
    values = ", ".join(field.value for field in found.fields)
    drawn = "" if share is None else mysql.drawn(share)
    schema = {field.name: field.dtype for field in found.fields}
    for rows in session.batches(f"SELECT {values} FROM {entry.quoted(session)}{drawn}", source):
        yield _frame(rows, schema)


def _frame(rows: Any, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    columns = zip(*rows, strict=True)
    return pl.DataFrame(
        [pl.Series(name, values, dtype=schema[name]) for name, values in zip(schema, columns, strict=True)]
    )


def _unknown(session: Session, entry: Listed) -> Readers:
    return Readers(False, 0)


def _rows(session: Session, entry: Listed) -> int:
    """By the statistics of the server, where it has them; 0 where rows cannot be drawn, so that all are read."""
    return mysql.estimated(session, entry) if session.is_mysql else 0
