"""The tables, and how a database gets from one version of them to the next.

The columns beside `line` and `content` are for people who ask in SQL, and are never read by piiscan. Alembic would
bring an environment, a template engine and a folder of scripts for what is a list of steps here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    insert,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from piiscan.errors import OutputFailed, UsageError
from piiscan.sources.databases.urls import is_url, located, without_scheme

__all__ = ["DOCUMENTS", "LINES", "LOGS", "PROBLEMS", "opened"]

_META = MetaData()
_VERSION = Table("piiscan_version", _META, Column("version", Integer, nullable=False))
LOGS = Table(
    "logs",
    _META,
    Column("origin", String(32), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("root", String(64), nullable=False),
)
LINES = Table(
    "lines",
    _META,
    Column("origin", String(32), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", String(27), nullable=False),
    Column("actor", Text, nullable=False),
    Column("event", String(64), nullable=False, index=True),
    Column("partner", Text),
    Column("purpose", Text),
    Column("release", String(16), index=True),
    Column("rows", BigInteger),
    Column("line", Text, nullable=False),
)
DOCUMENTS = Table(
    "documents",
    _META,
    Column("origin", String(32), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("content", Text, nullable=False),
)
PROBLEMS = Table(
    "problems",
    _META,
    Column("origin", String(32), primary_key=True),
    Column("id", String(16), primary_key=True),
    *(Column(name, Text) for name in ("area", "source", "about", "what", "owner", "since", "due", "state")),
    Column("tier", Integer),
)
"""What is to be put right, by the last assessment of each workspace."""

_STEPS: tuple[Callable[[Connection], None], ...] = (_META.create_all,)
"""From version n to n + 1; a step that was released is never changed."""


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """One transaction in a database of this version, made on first need.

    Raises UsageError for a URL of another kind or a database of a later version, OutputFailed where it cannot be used.
    """
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            _migrate(connection)
            yield connection
    except SQLAlchemyError as failed:
        raise OutputFailed(f"the database of what happened cannot be used: {type(failed).__name__}") from None
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    if not is_url(url):
        Path(without_scheme(url)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return create_engine(URL.create("sqlite", database=without_scheme(url)), poolclass=NullPool)
    location = located(url)
    if location.dialect not in ("postgresql", "postgres"):
        raise UsageError("what happened is kept in SQLite, or in PostgreSQL: say postgresql://USER@HOST/DATABASE")
    place = (location.user, location.password(), location.host, location.port, location.database or None)
    try:
        made = URL.create("postgresql+psycopg", *place, location.query)
        return create_engine(made, poolclass=NullPool, hide_parameters=True)
    except ImportError:
        raise UsageError("its driver is not installed: pip install 'piiscan-data[team]'") from None


def _migrate(connection: Connection) -> None:
    _VERSION.create(connection, checkfirst=True)
    found: Any = connection.execute(select(_VERSION.c.version)).scalar()
    if found is None:
        connection.execute(insert(_VERSION).values(version=0))
    version = int(found or 0)
    if version > len(_STEPS):
        raise UsageError("the database of what happened is of a later version of piiscan: use that one")
    for step in _STEPS[version:]:
        step(connection)
    connection.execute(update(_VERSION).values(version=len(_STEPS)))
