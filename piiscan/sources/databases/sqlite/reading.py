"""The rows of a SQLite table, in the order in which they lie there, and the texts of a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from typing import Any

import polars as pl

from piiscan.model.octets import PIECE
from piiscan.sources.databases.arrow import frames
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import RelationTable
from piiscan.sources.databases.sqlite.classes import WITNESSES
from piiscan.sources.databases.sqlite.connecting import connected, reader, rows
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.sqldump.dialect import Dialect
from piiscan.sources.formats.sqldump.wording import wordings
from piiscan.sources.frame import ROWS, gathered

_TOKEN = re.compile(
    r"""'(?:[^']|'')*+'|--[^\n]*+|/\*.*?\*/|(?P<name>"(?:[^"]|"")*+"|`(?:[^`]|``)*+`|\[[^\]]*+\])""", re.DOTALL
)
"""Strings, comments, and names in quotes, in which there may be anything."""


@dataclass(frozen=True, slots=True)
class SqliteTable(RelationTable):
    """One table, whose rows have so many `octets` at most. A row that stands first, with a value of every type, is read
    and left out."""

    file: SourceFile
    octets: int

    def batches(self) -> Iterator[pl.DataFrame]:
        with connected(self.file, self.source) as connection, closing(connection.cursor()) as cursor:
            together = max(1, min(ROWS, PIECE // max(self.octets, 1)))
            found = gathered(frames(reader(cursor, self._query(), together)))
            first = next(found)
            for frame in chain([first.slice(1)], found):
                yield self.relation.framed(frame)

    def _query(self) -> str:
        witnesses = ", ".join(f"{WITNESSES[column.type]} AS c{i}" for i, column in enumerate(self.columns))
        values = ", ".join(field.value for field in self.relation.fields)
        return f"SELECT {witnesses} UNION ALL SELECT {values} FROM {quoted(self.name)}"


@dataclass(frozen=True, slots=True)
class SqliteSchema:
    """What the statements that made the schema say in words: views, triggers, checks and defaults have literals."""

    source: str
    key: str
    format: str
    lines: tuple[str, ...]

    def parts(self) -> Iterator[pl.Series]:
        yield pl.Series(self.lines, dtype=pl.String)


def words_of_schema(connection: Any) -> tuple[str, ...]:
    """The lines of all literals and comments in the schema."""
    found = rows(connection, "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name")
    dialect = Dialect("sqlite", escapes=False)
    unnamed = (_TOKEN.sub(lambda token: "x" if token["name"] else token[0], sql) for (sql,) in found)
    return tuple(line for sql in unnamed for wording in wordings(sql, dialect) for line in wording.lines)
