"""Sessions of PostgreSQL that only read, all in one snapshot (manual, 13.2 and 9.27.5).

What the driver says is never shown: a DETAIL of the server holds values.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

from piiscan.errors import SourceUnreadable
from piiscan.sources.databases.quoting import literal
from piiscan.sources.databases.urls import Location

BATCH_BYTES = 16 << 20
"""Bytes of a batch, about."""

FETCHED = 20_000
"""Rows of a batch that comes by a cursor."""

_SETTINGS = {
    "search_path": "pg_catalog",  # a function of the same name in another schema is never called (CVE-2018-1058)
    "datestyle": "ISO",
    "intervalstyle": "iso_8601",
    "timezone": "UTC",
    "extra_float_digits": "1",
    "bytea_output": "hex",
    "xmlbinary": "base64",
    "lock_timeout": "10s",
    "row_security": "off",  # a row that a policy hides is an error, and not a row less
    "synchronize_seqscans": "off",
    "max_parallel_workers_per_gather": "0",  # rows come in the order in which they lie
}
_READING = {"default_transaction_read_only": "on", "default_transaction_isolation": "repeatable\\ read"}
_SAID = {
    "authentication failed": "the server refuses the user or the password",
    "no password supplied": "the server wants a password: set PIISCAN_DB_PASSWORD, or keep it in ~/.pgpass",
    "does not exist": "the server has no such database, user or schema",
    "certificate": "the server's certificate cannot be verified",
    "SSL": "the server and this side do not agree on TLS: see sslmode",
    "no pg_hba.conf entry": "the server does not let this user in from here",
    "too many connections": "the server has no connection left",
}
"""What stands in the message of a failed connection -> what it means."""

_FORBIDDEN = "the role may not read it: GRANT SELECT, and no row security that hides rows of it"
_SLOW = "the statement took too long: raise ?timeout= in the URL, or take a --sample"
_INFINITE = "a date of it is infinite, which no column of dates can hold"
_STATES = {"42501": _FORBIDDEN, "55P03": "another session holds a lock on it", "57014": _SLOW, "22007": _INFINITE}
"""By SQLSTATE (manual, appendix A)."""

_WORDS = {"permission denied": _FORBIDDEN, "security policy": _FORBIDDEN, "timeout": _SLOW, "is no date": _INFINITE}
"""What stands in the message of an answer that breaks off, which has no SQLSTATE."""

_LOST = "the connection was lost, or what came is damaged"


class Session:
    """A transaction that holds a snapshot, and others beside it that see the same, for as long as this one lives."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self._holder = connection(location, reading=True)
        self._idle: list[Any] = []
        weakref.finalize(self, _close, self._holder, self._idle)
        ((self._snapshot,),) = self.rows("SELECT pg_export_snapshot()")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a small answer, which is not to fail: the snapshot ends then."""
        return answered(self._holder, sql, self.location.shown)

    @property
    def joining(self) -> str:
        """The first statement of a transaction that is to see the same, while this session lives."""
        return f"SET TRANSACTION SNAPSHOT {literal(self._snapshot)}"

    @contextmanager
    def reader(self, sql: str, source: str) -> Iterator[Any]:
        """An answer as batches of Arrow data, to be read to its end. Raises SourceUnreadable, which names `source`."""
        beside, ended = self._idle.pop() if self._idle else self._joined(), False
        try:
            with said_plainly(source), beside.cursor() as cursor:
                cursor.adbc_statement.set_options(**{"adbc.postgresql.batch_size_hint_bytes": BATCH_BYTES})
                cursor.execute(sql)
                yield cursor.fetch_record_batch()
            ended = True
        finally:
            self._idle.append(beside) if ended else beside.close()

    def _joined(self) -> Any:
        """A transaction beside the first one, in its snapshot."""
        beside = connection(self.location, reading=True)
        try:
            answered(beside, self.joining, self.location.shown)
        except SourceUnreadable:
            beside.close()
            raise
        return beside


class Transaction(Session):
    """One transaction, seen from within, as others do not see it yet. Its answers come by cursors: several at once."""

    def __init__(self, location: Location, connection: Any) -> None:
        self.location, self._holder = location, connection
        self._numbers = count(1)

    @contextmanager
    def reader(self, sql: str, source: str) -> Iterator[Any]:
        name = f"piiscan_{next(self._numbers)}"
        answered(self._holder, f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", source)
        with said_plainly(source):
            yield self._fetched(name)
        answered(self._holder, f"CLOSE {name}", source)

    def _fetched(self, name: str) -> Iterator[Any]:
        rows = True
        while rows:
            with self._holder.cursor() as cursor:
                cursor.adbc_statement.set_options(**{"adbc.postgresql.use_copy": False})
                cursor.execute(f"FETCH FORWARD {FETCHED} FROM {name}")
                batches = list(cursor.fetch_record_batch())
            yield from batches
            rows = any(map(len, batches))


def _close(holder: Any, idle: list[Any]) -> None:
    for connection in (holder, *idle):
        connection.close()


def connection(location: Location, *, reading: bool) -> Any:
    """A connection in a transaction of its own. Raises SourceUnreadable where there is none to be had."""
    import adbc_driver_manager
    from adbc_driver_postgresql import dbapi

    try:
        return dbapi.connect(_uri(location, reading))
    except adbc_driver_manager.Error as failed:
        said = next((meant for words, meant in _SAID.items() if words in str(failed)), "the server cannot be reached")
        raise SourceUnreadable(location.shown, said) from None


def answered(connection: Any, sql: str, source: str) -> list[tuple[Any, ...]]:
    """All rows of a small answer. Raises SourceUnreadable, which names `source`."""
    with said_plainly(source), connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


@contextmanager
def said_plainly(source: str) -> Iterator[None]:
    """Whatever the driver raises becomes SourceUnreadable without its message, which may hold a value."""
    import adbc_driver_manager
    import pyarrow

    try:
        yield
    except adbc_driver_manager.Error as failed:
        state = failed.sqlstate or ""
        said = _STATES.get(state) or f"the server failed on it{f' (SQLSTATE {state})' if state else ''}, or was lost"
        raise SourceUnreadable(source, said) from None
    except (pyarrow.ArrowException, OSError) as failed:
        said = next((meant for words, meant in _WORDS.items() if words in str(failed)), _LOST)
        raise SourceUnreadable(source, said) from None


def settings(location: Location, *, reading: bool) -> str:
    """What a session is started with, as the startup parameter `options` says it."""
    all_of_them = {**_SETTINGS, "statement_timeout": f"{location.timeout}s", **(_READING if reading else {})}
    return " ".join(f"-c {name}={value}" for name, value in all_of_them.items())


def _uri(location: Location, reading: bool) -> str:
    options = settings(location, reading=reading)
    query = {**location.query, "options": options, "application_name": "piiscan", "client_encoding": "UTF8"}
    if (password := location.password()) is not None:
        query["password"] = password
    user = f"{quote(location.user, safe='')}@" if location.user else ""
    port = f":{location.port}" if location.port else ""
    place = f"{user}{quote(location.host or '', safe='')}{port}/{quote(location.database, safe='')}"
    return f"postgresql://{place}?{urlencode(query, quote_via=quote)}"
