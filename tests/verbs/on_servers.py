"""Findings made up as if tables on a server had been scanned."""

from __future__ import annotations

from typing import Any

from piiscan.model.finding import ColumnFinding, TableFinding
from piiscan.model.tier import Role
from tests.reports.made_up import column, personal, table

DIRECT, QUASI, SENSITIVE = Role.DIRECT_IDENTIFIER, Role.QUASI_IDENTIFIER, Role.SENSITIVE_ATTRIBUTE
URLS = {"postgresql": "postgresql://db/shop!public.customers", "mysql": "mysql://db/shop!customers"}
COLUMNS = (
    column("id"),
    personal("city", "CITY", QUASI, 2),
    personal("born", "DATE_OF_BIRTH", QUASI, 2),
    personal("mobile", "CN_MOBILE", DIRECT, 3),
    personal("salary", "SALARY", SENSITIVE, 4),
    personal("notes", "FREE_TEXT", Role.NONE, 3),
    column("guess", status="undecided", candidate="PERSON", tier=2),
    personal("{CN_MOBILE} calls", "CN_MOBILE", DIRECT, 3),
    column("empty", nulls=5000),
    column("extra.$.phone", path="extra.$.phone"),
    column("extra.$.size", path="extra.$.size"),
)


def on(kind: str, *columns: ColumnFinding, **given: Any) -> TableFinding:
    usual = {"table": "customers", "format": kind, "key": URLS[kind].partition("!")[2], "source": URLS[kind]}
    said = {**usual, **given}
    return table(said.pop("source"), *(columns or COLUMNS), **said)
