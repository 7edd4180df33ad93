"""A session by SQLAlchemy that only reads: rows come through a cursor on the server, a batch at a time."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.sources.databases.alchemy import mysql
from piiscan.sources.databases.urls import Location

ROWS = 20_000
"""Rows of a batch: they come as Python's objects."""

_LOST = "the server failed on it, took too long, or was lost: its own message is not shown, as it may hold values"


class Session:
    """One connection in one transaction; it is made again where a stream of rows was left before its end."""

    def __init__(self, location: Location) -> None:
        self.location = location
        self.engine = _engine(location)
        self.is_mysql = location.dialect in mysql.DRIVERS
        self._connection: Any = None
        weakref.finalize(self, self.engine.dispose)

    def rows(self, sql: str) -> list[Any]:
        """All rows of a small answer. No text in it is taken for a parameter."""
        with said_plainly(self.location.shown):
            return list(self.connection.exec_driver_sql(sql)) if sql else []

    @property
    def connection(self) -> Any:
        if self._connection is None:
            self._connection = self.engine.connect()
            weakref.finalize(self, self._connection.invalidate)
            for statement in mysql.opening(self._connection, self.location) if self.is_mysql else ():
                self._connection.exec_driver_sql(statement)
        return self._connection

    def batches(self, sql: str, source: str) -> Iterator[Sequence[Any]]:
        """The rows of a long answer. Raises SourceUnreadable, which names `source`."""
        ended = False
        with said_plainly(source):
            try:
                result = self.connection.execution_options(stream_results=True).exec_driver_sql(sql)
                yield from result.partitions(ROWS)
                ended = True
            finally:
                if not ended and self._connection is not None:  # the driver would read all that is left
                    self._connection.invalidate()
                    self._connection = None


@contextmanager
def said_plainly(source: str) -> Iterator[None]:
    """Whatever the driver raises becomes SourceUnreadable without its message, which may hold a value."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, OSError) as failed:
        raise SourceUnreadable(source, mysql.meaning(failed) or _LOST) from None


def _engine(location: Location) -> Any:
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
