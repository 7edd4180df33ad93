"""SQLite: a file that is a database (https://www.sqlite.org/fileformat2.html), read by ADBC.

Every table is read but those in which SQLite keeps its own books; of a virtual table its shadow tables are read, too.
Texts of the schema, of views and triggers are read as a text: literals may stand in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from piiscan.model.finding import Incomplete
from piiscan.model.octets import CELL
from piiscan.model.table import COMMENT, Document, Table
from piiscan.sources.databases.arrow import require
from piiscan.sources.databases.sqlite.catalogue import Listed, listed, relation
from piiscan.sources.databases.sqlite.connecting import connected
from piiscan.sources.databases.sqlite.reading import SqliteSchema, SqliteTable, words_of_schema
from piiscan.sources.files import SourceFile
from piiscan.sources.options import ReadOptions
from piiscan.sources.targets import shown, wanted_member

MAGIC = b"SQLite format 3\0"
SCHEMA = "(schema)"
"""The member that holds the texts of the schema."""


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """One file; its members are its tables, in the order of their names, and the texts of its schema."""

    source: str
    key: str
    format: str
    file: SourceFile
    options: ReadOptions

    def members(self) -> Iterator[Table | Document | Incomplete]:
        with connected(self.file, self.source) as connection:
            tables = [self._table(connection, entry) for entry in listed(connection) if self._wanted(entry)]
            words = words_of_schema(connection)
        yield from tables
        if words:
            yield SqliteSchema(f"{self.source}!{SCHEMA}", f"{self.key}!{SCHEMA}", COMMENT, words)

    def _wanted(self, entry: Listed) -> bool:
        asked = entry.kind != "view" or self.options.views
        return asked and wanted_member(f"{self.key}!{entry.name}", self.options)

    def _table(self, connection: Any, entry: Listed) -> SqliteTable | Incomplete:
        source = f"{self.source}!{shown(entry.name)}"
        if entry.kind == "virtual":
            return Incomplete(source, "a virtual table, which only its extension reads: its shadow tables are read")
        found, longest = relation(connection, entry)
        if endless := [name for name, octets in longest.items() if octets > CELL]:
            return Incomplete(source, f"column {endless[0]}: a value is longer than {CELL >> 20} MiB")
        key, most = f"{self.key}!{entry.name}", sum(longest.values())
        return SqliteTable(source, key, entry.name, self.format, found, self.file, most)

    def write(self, masked: Callable[[Any], Iterator[Any]], stream: BinaryIO) -> None:
        from piiscan.sources.databases.sqlite.writing import write

        write([member for member in self.members() if isinstance(member, SqliteTable | Incomplete)], masked, stream)


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> SqliteDatabase | None:
    if not head.startswith(MAGIC):
        return None
    require("adbc_driver_sqlite", "db", file.source)
    return SqliteDatabase(file.source, file.key, "sqlite", file, options)
