"""DuckDB: a file that is a database (https://duckdb.org/docs/stable/internals/storage), read by its own library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import Table
from piiscan.sources.databases.arrow import frames, require
from piiscan.sources.databases.duckdb.catalogue import relations
from piiscan.sources.databases.duckdb.connecting import connected
from piiscan.sources.databases.keys import key_of
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import RelationTable
from piiscan.sources.files import SourceFile
from piiscan.sources.frame import ROWS
from piiscan.sources.options import ReadOptions
from piiscan.sources.targets import shown, wanted_member


@dataclass(frozen=True, slots=True)
class DuckTable(RelationTable):
    """One table of a file, or a view."""

    schema: str
    file: SourceFile

    def batches(self) -> Iterator[pl.DataFrame]:
        values = ", ".join(f"{field.value} AS c{i}" for i, field in enumerate(self.relation.fields))
        none = True
        with connected(self.file, self.source) as connection:
            query = connection.sql(f"SELECT {values} FROM {quoted(self.schema)}.{quoted(self.name)}")
            for frame in frames(query.to_arrow_reader(ROWS)):
                none = False
                yield self.relation.framed(frame)
        if none:
            yield self.relation.empty


@dataclass(frozen=True, slots=True)
class DuckDatabase:
    """One file; its members are its tables, in the order of their names."""

    source: str
    key: str
    format: str
    file: SourceFile
    options: ReadOptions

    def members(self) -> Iterator[Table | Incomplete]:
        with connected(self.file, self.source) as connection:
            found = list(relations(connection, self.options.views))
        for schema, relation in found:
            key = f"{self.key}!{key_of(None if schema == 'main' else schema, relation.name)}"
            source = f"{self.source}!{shown(key[len(self.key) + 1 :])}"
            if wanted_member(key, self.options):
                yield DuckTable(source, key, relation.name, self.format, relation, schema, self.file)


def recognise(file: SourceFile, head: bytes, options: ReadOptions) -> DuckDatabase:
    """The signs are those of the format: nothing else is to be asked."""
    require("duckdb", "duckdb", file.source)
    return DuckDatabase(file.source, file.key, "duckdb", file, options)
