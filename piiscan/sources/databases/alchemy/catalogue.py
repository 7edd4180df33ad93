"""What is in a database, as SQLAlchemy's inspector tells it for every dialect."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from piiscan.model.table import Column, Constraints, Reference
from piiscan.sources.databases.alchemy import mysql
from piiscan.sources.databases.alchemy.connecting import Session, said_plainly
from piiscan.sources.databases.alchemy.types import reading, reading_of_mysql
from piiscan.sources.databases.relations import Field, Relation

Unread = list[tuple[str, str]]
"""Names and types of columns that are not read."""


class Listed(NamedTuple):
    """A table or view; `schema` is None for the one that the URL means."""

    schema: str | None
    name: str

    def quoted(self, session: Session) -> str:
        quote = session.engine.dialect.identifier_preparer.quote_identifier
        return ".".join(quote(part) for part in self if part is not None)


def listed(session: Session, views: bool) -> list[Listed]:
    """Tables, and views if asked for, in the order of their names."""
    with _inspected(session, session.location.shown) as inspector:
        found = [
            Listed(schema, name)
            for schema in _schemas(session, inspector)
            for name in [
                *inspector.get_table_names(schema or session.location.schema),
                *(inspector.get_view_names(schema or session.location.schema) if views else ()),
            ]
        ]
    return sorted(found, key=lambda entry: (entry.schema or "", entry.name))


def relation(session: Session, entry: Listed, source: str) -> tuple[Relation, Unread]:
    """The table as declared, and its columns that cannot be read. Raises SourceUnreadable, which names `source`."""
    schema = entry.schema or session.location.schema
    with _inspected(session, source) as inspector:
        columns = inspector.get_columns(entry.name, schema)
        primary = tuple(inspector.get_pk_constraint(entry.name, schema).get("constrained_columns") or ())
        references = tuple(
            Reference(tuple(key["constrained_columns"]), key["referred_table"], tuple(key["referred_columns"]))
            for key in inspector.get_foreign_keys(entry.name, schema)
            if key["referred_schema"] in (None, schema)
        )
    kinds = mysql.types_of(session, entry) if session.is_mysql else {}
    fields, unread = [], []
    for column in columns:
        field = _field(session, column, kinds.get(column["name"]))
        if field is None:
            unread.append((column["name"], type(column["type"]).__name__))
        else:
            fields.append(field)
    not_null = frozenset(column["name"] for column in columns if not column["nullable"])
    constraints = Constraints((primary,) if primary else (), not_null, references)
    return Relation(entry.name, tuple(fields), constraints, primary), unread


@contextmanager
def _inspected(session: Session, source: str) -> Iterator[Any]:
    """SQLAlchemy's inspector, which warns of types that it does not know."""
    from sqlalchemy import inspect
    from sqlalchemy.exc import SAWarning

    with said_plainly(source), warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)
        yield inspect(session.connection)


def _schemas(session: Session, inspector: Any) -> list[str | None]:
    """Of MySQL all databases where the URL names none; else the one that it means."""
    if session.is_mysql and not session.location.database and not session.location.schema:
        return sorted(set(inspector.get_schema_names()) - mysql.SYSTEM)
    return [None]


def _field(session: Session, column: Any, kind: mysql.Kind | None) -> Field | None:
    quoted = session.engine.dialect.identifier_preparer.quote_identifier(column["name"])
    found = reading(quoted, column["type"]) if kind is None else reading_of_mysql(quoted, *kind)
    if found is None:
        return None
    dtype, value = found
    named = Column(column["name"], str(dtype), comment=column.get("comment") or None)
    return Field(named, type(column["type"]).__name__, value, dtype)
