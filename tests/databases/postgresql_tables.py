"""Tables of a PostgreSQL server, as tests make and read them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any

import polars as pl

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan, Step
from piiscan.model.table import Table
from piiscan.pipeline.opening import opened
from piiscan.sources import ReadOptions
from piiscan.sources.databases.quoting import literal, quoted
from tests.databases.identifiers import HOSTILE
from tests.databases.servers import Server

KEY = MasterKey(sha256(b"the key of these tests").digest())
TYPES = {
    "boolean": ("true", "true"),
    "smallint": ("-7", "-7"),
    "bigint": ("9007199254740993", "9007199254740993"),
    "numeric(20,3)": ("1.230", "1.230"),
    "numeric": ("'NaN'", "NaN"),
    "real": ("0.1", "0.1"),
    "double precision": ("0.1", "0.1"),
    "money": ("1.5", "$1.50"),
    "text": ("'007'", "007"),
    "varchar(5)": ("' x '", " x "),
    "char(5)": ("'ab'", "ab"),
    "bytea": ("'\\x6162'", "ab"),
    "date": ("'2026-01-02'", "2026-01-02"),
    "time": ("'10:00'", "10:00:00"),
    "timestamptz": ("'2026-01-02 03:04:05+00'", "2026-01-02T03:04:05.000000+00:00"),
    "interval": ("'1 day 2 hours'", "P1DT2H"),
    "uuid": ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    "inet": ("'100.64.0.1'", "100.64.0.1"),
    "macaddr": ("'08:00:2b:01:02:03'", "08:00:2b:01:02:03"),
    "int4range": ("'[1,5)'", "[1,5)"),
    "xml": ("'<a/>'", "<a/>"),
    "bit(3)": ("B'101'", "101"),
    "point": ("'(1,2)'", "(1,2)"),
    "tsvector": ("'a b'", "'a' 'b'"),
    "mood": ("'glad'", "glad"),
    "positive": ("7", "7"),
}
OWN_TYPES = ("CREATE TYPE mood AS ENUM ('glad', 'sad')", "CREATE DOMAIN positive AS int CHECK (VALUE > 0)")


def items(url: str, **options: Any) -> list[Table | Incomplete]:
    return [item for item in opened(url, ReadOptions(**options)) if isinstance(item, Table | Incomplete)]


def tables(url: str, **options: Any) -> dict[str, Table]:
    return {item.key: item for item in items(url, **options) if isinstance(item, Table)}


def read(table: Table) -> pl.DataFrame:
    return pl.concat(table.batches())


def hostile(server: Server, database: str) -> None:
    for number, name in enumerate(HOSTILE):
        q = quoted(name)
        server.execute(database, f"CREATE SCHEMA {q}", f"CREATE TABLE {q}.{q} ({q} text NOT NULL)")
        server.execute(
            database, f"COMMENT ON COLUMN {q}.{q}.{q} IS {literal(name)}", f"INSERT INTO {q}.{q} VALUES ('v{number}')"
        )


def planned(url: str) -> Plan:
    plan = pipeline.plan(pipeline.scan(url, text="off"))
    decided = {
        key: replace(
            table, columns={name: step if step.operator else Step("keep") for name, step in table.columns.items()}
        )
        for key, table in plan.tables.items()
    }
    return replace(plan, tables=decided)
