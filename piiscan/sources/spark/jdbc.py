"""Tables of PostgreSQL by JDBC: the statement, the session and the snapshot are those of the local engine.

Its driver (https://jdbc.postgresql.org) is the cluster's to bring.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.sources.databases.server import Elsewhere, ServerTable
from piiscan.sources.databases.urls import Location
from piiscan.sources.nested import Nesting
from piiscan.sources.spark.table import SparkTable, declared_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_DRIVER = "org.postgresql.Driver"
_FETCHED = "20000"
_SHARED = ("sslmode", "sslrootcert", "sslcert", "sslkey", "sslpassword")
"""What libpq and JDBC call the same."""


def through_jdbc(table: ServerTable, session: SparkSession) -> SparkTable:
    """Rows in no order. Raises UsageError for what JDBC cannot reach, SourceUnreadable."""
    if table.elsewhere is None or table.only is not None:
        raise UsageError(f"{table.source}: Spark reads whole tables of PostgreSQL only: leave --engine spark out")
    there, schema = table.elsewhere(), pl.Schema({field.name: field.dtype for field in table.relation.fields})
    declared, url = declared_of(table, schema, Nesting.whole(schema)), _url(there.location)
    try:
        reader = session.read.option("sessionInitStatement", there.joining).option("preferTimestampNTZ", "true")
        rows = reader.jdbc(url, f"({there.statement}) piiscan", predicates=list(there.parts), properties=_how(there))
    except Exception:  # its message may hold whatever the server says
        raise SourceUnreadable(
            table.source, "Spark does not reach it: is JDBC's driver on the cluster, and the server open to it?"
        ) from None
    return SparkTable(table, declared, rows.select(*(f"c{i}" for i in range(len(schema)))))


def _url(location: Location) -> str:
    """Raises UsageError where executors would have to be on the server's own machine, or the driver wants more."""
    unknown = [name for name in location.query if name not in _SHARED]
    if unknown or not location.host:
        what = f"?{unknown[0]}= of the URL" if unknown else "a socket"
        raise UsageError(f"{location.shown}: JDBC has no {what}: say postgresql://USER@HOST:PORT/DATABASE")
    return f"jdbc:postgresql://{location.host}:{location.port or 5432}/{location.database}"


def _how(there: Elsewhere) -> dict[str, str]:
    """Spark shows none of its options called url, user or password (spark.sql.redaction.options.regex)."""
    location, password = there.location, there.location.password()
    known = {"user": location.user, "password": password}
    return {
        **location.query,
        **{name: value for name, value in known.items() if value is not None},
        "driver": _DRIVER,
        "options": there.settings,
        "fetchsize": _FETCHED,
        "isolationLevel": "REPEATABLE_READ",
        "ApplicationName": "piiscan",
    }
