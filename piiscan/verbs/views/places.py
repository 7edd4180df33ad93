"""Where the tables of findings lie: one database on a server, or there is nothing to make views in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from piiscan.errors import UsageError
from piiscan.model.finding import Findings, TableFinding
from piiscan.sources.databases.keys import schema_of
from piiscan.sources.databases.urls import Location, located

FORMATS = ("postgresql", "mysql")
_INSTEAD = "scan a database of PostgreSQL, MySQL or MariaDB by its URL, or mask a copy by a plan (without --as sql)"


def format_of(findings: Findings) -> str:
    """The format that all tables have. Raises UsageError where they do not lie in one database of a server."""
    others = [t.source for t in findings.tables if t.format not in FORMATS]
    others += [document.source for document in findings.documents]
    if others:
        raise UsageError(f"{others[0]}: views are made of tables on a server: {_INSTEAD}")
    if not findings.tables:
        raise UsageError(f"the findings have no table to make a view of: {_INSTEAD}")
    places = {_database(_location(table)) for table in findings.tables}
    if len(places) > 1:
        raise UsageError("the findings are of several databases: scan one at a time, and make views for each")
    return findings.tables[0].format


def schema_in(table: TableFinding) -> str:
    """The schema of a table; of MySQL, its database. Raises UsageError where the findings do not say it."""
    location = _location(table)
    named = location.schema or schema_of(table.key, table.table)
    schema = named or (location.database if table.format == "mysql" else None)
    if not schema:
        raise UsageError(f"{table.source}: the findings do not say in which schema it is: scan again")
    return schema


def view_names(tables: Sequence[TableFinding], longest: int) -> Mapping[str, str]:
    """Key -> name of the view: that of the table; with its schema before it where several have the same.

    `longest` is in bytes of UTF-8. Raises UsageError where one is longer.
    """
    often = Counter(table.table for table in tables)
    names = {t.key: t.table if often[t.table] == 1 else f"{schema_in(t)}.{t.table}" for t in tables}
    for key, name in names.items():
        if len(name.encode()) > longest or list(names.values()).count(name) > 1:
            raise UsageError(f"{key}: its view would have no name of its own: scan one schema at a time")
    return names


def _location(table: TableFinding) -> Location:
    return located(table.source.partition("!")[0])


def _database(location: Location) -> tuple[str, str | None, int | None, str]:
    return location.dialect, location.host, location.port, location.database
