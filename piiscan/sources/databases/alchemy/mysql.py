"""What is MySQL's and MariaDB's own: sessions, samples, statistics and grants (MySQL 8.4 and MariaDB 10.11 manuals)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from piiscan.model.table import Column
from piiscan.sources.databases.alchemy.types import reading_of_mysql
from piiscan.sources.databases.defaults import harmless
from piiscan.sources.databases.quoting import quoted
from piiscan.sources.databases.relations import Field
from piiscan.sources.databases.sampling import SEED
from piiscan.sources.databases.server import Readers
from piiscan.sources.databases.urls import Location

if TYPE_CHECKING:
    from piiscan.sources.databases.alchemy.catalogue import Listed
    from piiscan.sources.databases.alchemy.connecting import Session

ROWS_IN_ORDER = " USE INDEX ()"
"""Behind a table that is read: its rows come in the order of its primary key, and not in that of an index."""

DRIVERS: Mapping[str, str] = {
    "mysql": "mysql+pymysql",
    "mysql+pymysql": "mysql+pymysql",
    "mariadb": "mysql+pymysql",
    "mariadb+pymysql": "mysql+pymysql",
}
"""The scheme of a URL -> SQLAlchemy's dialect and driver."""

SYSTEM = frozenset({"information_schema", "performance_schema", "mysql", "sys"})
_WRITING = re.compile(r"\b(?:ALL PRIVILEGES|INSERT|UPDATE|DELETE|DROP|CREATE|ALTER|SUPER|FILE)\b")
_SAID = {
    1045: "the server refuses the user or the password",
    1044: "the role may not read this database",
    1049: "the server has no such database",
    1142: "the role may not read it: GRANT SELECT on it",
    1143: "the role may not read all of its columns: GRANT SELECT on it",
    1205: "another session holds a lock on it",
    1969: "the statement took too long: raise ?timeout= in the URL, or take a --sample",
    3024: "the statement took too long: raise ?timeout= in the URL, or take a --sample",
    2003: "the server cannot be reached",
    2013: "the connection was lost",
    2026: "the server and this side do not agree on TLS: see ssl_ca",
}
"""Error numbers (MySQL manual, Error Reference)."""


def opening(connection: Any, location: Location) -> list[str]:
    """Statements with which a session begins: one snapshot, and nothing but reading."""
    return [
        _bound(connection, location),
        "SET SESSION time_zone = '+00:00', lock_wait_timeout = 10, net_write_timeout = 600",
        "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
        "COMMIT",
        "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY",
    ]


def writing(connection: Any, location: Location) -> list[str]:
    """Statements with which a session begins that writes: no value is cut or made another, dates of zeros are."""
    return [
        _bound(connection, location),
        "SET SESSION time_zone = '+00:00', lock_wait_timeout = 10, net_read_timeout = 600",
        "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'",
    ]


def _bound(connection: Any, location: Location) -> str:
    """How long a statement may take."""
    ((version,),) = connection.exec_driver_sql("SELECT VERSION()")
    if "mariadb" in version.lower():
        return f"SET SESSION max_statement_time = {location.timeout}"
    return f"SET SESSION max_execution_time = {location.timeout * 1000}"


def drawn(share: float) -> str:
    """Random rows, the same on every run over the same table."""
    return f" WHERE RAND({SEED}) < {share:.12f}"


def estimated(session: Session, entry: Listed) -> int:
    """Rows by InnoDB's statistics; 0 where it has none."""
    found = session.rows(f"SELECT table_rows FROM information_schema.tables WHERE {named(session, entry)}")
    return int(found[0][0] or 0) if found else 0


def tables_of(session: Session, views: bool) -> list[tuple[str | None, str, bool]]:
    """Schema, name, and whether it is a view; of all databases but the server's own where the URL names none."""
    meant = session.location.schema or session.location.database
    within = f"= {literal(meant)}" if meant else f"NOT IN ({', '.join(map(literal, sorted(SYSTEM)))})"
    kinds = "'BASE TABLE', 'SYSTEM VERSIONED'" + (", 'VIEW'" if views else "")
    asked = f"SELECT table_schema, table_name, table_type FROM information_schema.tables WHERE table_type IN ({kinds})"
    found = session.rows(f"{asked} AND table_schema {within}")
    return [(None if meant else schema, name, kind == "VIEW") for schema, name, kind in found]


def fields_of(session: Session, entry: Listed) -> list[Field]:
    """By the server's own catalogue: SQLAlchemy takes statements apart, and trips over backticks in names."""
    asked = (
        "SELECT column_name, data_type, column_type, column_comment, character_set_name, collation_name, extra,"
        " column_default"
        f" FROM information_schema.columns WHERE {named(session, entry)} ORDER BY ordinal_position"
    )
    fields = []
    for name, kind, declared, comment, charset, collation, extra, default in session.rows(asked):
        dtype, value, back = reading_of_mysql(identifier(name), kind.lower(), declared.lower())
        letters = f" CHARACTER SET {charset} COLLATE {collation}" if charset else ""
        column, counted = Column(name, str(dtype), comment=comment or None), "auto_increment" in extra.lower()
        fields.append(Field(column, declared + letters, value, dtype, back, counted, harmless(default)))
    return fields


def identifier(name: str) -> str:
    """A quoted name in a statement, which the driver formats."""
    return quoted(name, "`").replace("%", "%%")


def named(session: Session, entry: Listed, columns: tuple[str, str] = ("table_schema", "table_name")) -> str:
    """The condition by which the server's catalogue knows a table; `columns` are its schema and name there."""
    schema = entry.schema or session.location.schema
    place = "DATABASE()" if schema is None else literal(schema)
    return f"{columns[0]} = {place} AND {columns[1]} = {literal(entry.name)}"


def advice(session: Session) -> str | None:
    """A warning with the statements that make a user which suffices; None where this one can only read."""
    grants = [grant.partition(" ON ")[0] for (grant,) in session.rows("SHOW GRANTS FOR CURRENT_USER")]
    if not any(_WRITING.search(grant) for grant in grants):
        return None
    place = quoted(session.location.database, "`") if session.location.database else "*"
    return (
        "warning: this user can also write. Nothing was written; for scans, a user that can only read suffices:\n"
        f"  CREATE USER piiscan_reader IDENTIFIED BY RANDOM PASSWORD;\n  GRANT SELECT ON {place}.* TO piiscan_reader;"
    )


def readers(session: Session, entry: Listed) -> Readers:
    """Who may read the table, as far as this user sees grants: without SELECT on `mysql` only their own.

    Anonymous users and MariaDB's PUBLIC are everybody (MariaDB manual, GRANT; MySQL manual, 8.2.6).
    """
    schema = entry.schema or session.location.schema
    place = "DATABASE()" if schema is None else literal(schema)
    granted = [
        f"SELECT grantee FROM information_schema.{kind}_privileges WHERE privilege_type = 'SELECT'{where}"
        for kind, where in {
            "user": "",
            "schema": f" AND {place} LIKE table_schema",
            "table": f" AND table_schema = {place} AND table_name = {literal(entry.name)}",
            "column": f" AND table_schema = {place} AND table_name = {literal(entry.name)}",
        }.items()
    ]
    users = {str(grantee) for (grantee,) in session.rows(" UNION ".join(granted))}
    everybody = {user for user in users if user.startswith("''") or user.strip("'").upper() == "PUBLIC"}
    return Readers(bool(everybody), len(users - everybody))


def meaning(failed: BaseException) -> str | None:
    """What the error number of the server says."""
    return _SAID.get(number_of(failed))


def number_of(failed: BaseException) -> int:
    """The error number of the server; 0 where it gave none."""
    original = getattr(failed, "orig", None)
    number = original.args[0] if original is not None and original.args else None
    return number if isinstance(number, int) else 0


def literal(text: str) -> str:
    """In hexadecimal: a backslash escapes or does not, as the mode of the server says."""
    return f"CONVERT(x'{text.encode().hex()}' USING utf8mb4)"
