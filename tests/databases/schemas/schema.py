"""A schema in a file of SQL, with rows that fill its tables in their order, on a server."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Protocol
from uuid import UUID

from piiscan.sources.databases.quoting import literal
from tests.databases.servers import Server

ROWS_HERE = "-- rows\n"
"""The line in a schema before which tables are made, and after which what refers in circles."""

_CHUNK = 500


class Default:
    """What the database fills in."""


class Fill(Protocol):
    """The rows of each table, in the order of the tables in the file."""

    def __call__(self, rng: Random, chinese: bool) -> Sequence[Sequence[tuple[object, ...]]]: ...


@dataclass(frozen=True, slots=True)
class Schema:
    """`file` is named after the schema and the dialect that it is written in."""

    file: str
    fill: Fill

    @property
    def chinese(self) -> bool:
        return "_zh" in self.file

    @property
    def tables(self) -> list[str]:
        lines = self._text().splitlines()
        return [line.split()[2] for line in lines if line.startswith("CREATE TABLE") and " PARTITION OF " not in line]

    def load(self, server: Server, database: str, seed: int = 41) -> None:
        """Tables, rows, and the references that go in circles."""
        before, _, after = self._text().partition(ROWS_HERE)
        rows = self.fill(Random(seed), self.chinese)
        server.execute(database, *_statements(before))
        for table, filling in zip(self.tables, rows, strict=True):
            server.execute(database, *_inserts(table, filling, server.scheme))
        server.execute(database, *_statements(after))

    def _text(self) -> str:
        return Path(__file__).with_name(self.file).read_text(encoding="utf-8")


def _statements(sql: str) -> list[str]:
    return [statement for statement in (part.strip() for part in sql.split(";\n")) if statement]


def _inserts(table: str, rows: Sequence[tuple[object, ...]], scheme: str) -> list[str]:
    written = [f"({', '.join(_written(value, scheme) for value in row)})" for row in rows]
    return [f"INSERT INTO {table} VALUES {', '.join(written[i : i + _CHUNK])}" for i in range(0, len(rows), _CHUNK)]


def _written(value: object, scheme: str) -> str:
    """A value as a literal; lists are arrays where there are such."""
    match value:
        case None:
            return "NULL"
        case type():
            return "DEFAULT"
        case bool() | int() | float() | Decimal():
            return str(value)
        case bytes():
            return f"x'{value.hex()}'" if scheme == "mysql" else f"'\\x{value.hex()}'"
        case list() if scheme == "postgresql":
            return literal("{" + ",".join(map(json.dumps, value)) + "}")
        case list() | dict():
            return literal(json.dumps(value, ensure_ascii=False))
        case str() | date() | UUID():
            return literal(str(value))
    raise TypeError(type(value))
