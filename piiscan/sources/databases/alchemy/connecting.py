"""A session by SQLAlchemy that only reads: rows come through a cursor on the server, a batch at a time."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.sources.databases.alchemy import mysql
from piiscan.sources.databases.urls import Location

ROWS = 20_000
"""Rows of a batch: they come as Python's objects."""

_LOST = "the server failed on it, took too long, or was lost: its own message is not shown, as it may hold values"


class Session:
    """One connection in one transaction."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self.engine = engine_of(location)
        self.is_mysql = location.dialect in mysql.DRIVERS
        self._connection: Any = None
        self._number = 0
        weakref.finalize(self, self.engine.dispose)

    def rows(self, sql: str) -> list[Any]:
        """All rows of a small answer. No text in it is taken for a parameter."""
        with said_plainly(self.location.shown):
            return list(self.connection.exec_driver_sql(sql)) if sql else []

    def answer(self, sql: str, source: str, values: tuple[Any, ...] = ()) -> list[Any]:
        """All rows of an answer; each %s in the statement stands for a value. Raises SourceUnreadable."""
        with said_plainly(source):
            return list(self.connection.exec_driver_sql(sql, values))

    @property
    def connection(self) -> Any:
        if self._connection is None:
            self._connection = self.engine.connect()
            weakref.finalize(self, _close, self._connection)
            for statement in mysql.opening(self._connection, self.location) if self.is_mysql else ():
                self._connection.exec_driver_sql(statement)
            if self.is_mysql:
                self._number = int(self._connection.exec_driver_sql("SELECT CONNECTION_ID()").scalar())
        return self._connection

    def close(self) -> None:
        """Let go of the tables that were read."""
        if self._connection is not None:
            _close(self._connection)

    def batches(self, sql: str, source: str) -> Iterator[Sequence[Any]]:
        """The rows of a long answer. Raises SourceUnreadable, which names `source`."""
        with said_plainly(source):
            result = self.connection.execution_options(stream_results=True).exec_driver_sql(sql)
            try:
                yield from result.partitions(ROWS)
            except GeneratorExit:
                self._stop(result)
                raise

    def _stop(self, result: Any) -> None:
        """Leave a stream before its end: the driver would read all that is left of it."""
        from sqlalchemy.exc import SQLAlchemyError

        if self.is_mysql and result.cursor is not None:  # not all of it was read
            with suppress(SQLAlchemyError), self.engine.connect() as beside:
                beside.exec_driver_sql(f"KILL QUERY {self._number}")
            _left(result.cursor)
        with suppress(SQLAlchemyError):
            result.close()


def _left(cursor: Any) -> None:
    """Close that of a killed query: else SQLAlchemy logs that it was, and PyMySQL reads on when it is collected."""
    try:
        cursor.close()
    except Exception:
        cursor._result.unbuffered_active = False


def _close(connection: Any) -> None:
    with suppress(Exception):  # the server may be gone
        connection.close()


@contextmanager
def said_plainly(source: str) -> Iterator[None]:
    """Whatever the driver raises becomes SourceUnreadable without its message, which may hold a value."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OSError) as failed:
        raise SourceUnreadable(source, mysql.meaning(failed) or _LOST) from None


def engine_of(location: Location) -> Any:
    """Raises UsageError for a dialect that nobody knows, SourceUnreadable where its driver is not installed."""
    from sqlalchemy import URL, create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError
    from sqlalchemy.pool import NullPool

    name = mysql.DRIVERS.get(location.dialect, location.dialect)
    url = URL.create(
        name,
        location.user,
        location.password(),
        location.host,
        location.port,
        location.database or None,
        location.query,
    )
    try:
        return create_engine(url, poolclass=NullPool, hide_parameters=True)
    except (NoSuchModuleError, ArgumentError):
        raise UsageError(f"{location.dialect}:// names no database that is known") from None
    except ImportError:
        said = f"its driver is not installed: install the one of SQLAlchemy's dialect {name}"
        raise SourceUnreadable(location.shown, said) from None
