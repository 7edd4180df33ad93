"""What is in a database, as SQLAlchemy's inspector tells it for every dialect."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from piiscan.model.table import Column, Constraints, Reference
from piiscan.sources.databases.alchemy import keys, mysql
from piiscan.sources.databases.alchemy.connecting import Session, said_plainly
from piiscan.sources.databases.alchemy.types import reading
from piiscan.sources.databases.relations import Field, Relation

Unread = list[tuple[str, str]]
"""Names and types of columns that are not read."""


class Listed(NamedTuple):
    """A table or view; `schema` is None for the one that the URL means."""

    schema: str | None
    name: str
    view: bool = False

    def quoted(self, session: Session) -> str:
        quote = session.engine.dialect.identifier_preparer.quote_identifier
        place = (self.schema or session.location.schema, self.name)
        return ".".join(quote(part) for part in place if part is not None)


def listed(session: Session, views: bool) -> list[Listed]:
    """Tables, and views if asked for, in the order of their names."""
    if session.is_mysql:
        found = [Listed(*named) for named in mysql.tables_of(session, views)]
    else:
        schema = session.location.schema
        with _inspected(session, session.location.shown) as inspector:
            names = [*inspector.get_table_names(schema), *(inspector.get_view_names(schema) if views else ())]
        found = [Listed(None, name) for name in names]
    return sorted(found, key=lambda entry: (entry.schema or "", entry.name))


def relation(session: Session, entry: Listed, source: str) -> tuple[Relation, Unread]:
    """The table as declared, and its columns that cannot be read. Raises SourceUnreadable, which names `source`."""
    if session.is_mysql:
        return keys.relation_of(session, entry, tuple(mysql.fields_of(session, entry))), []
    schema = session.location.schema
    with _inspected(session, source) as inspector:
        columns = inspector.get_columns(entry.name, schema)
        primary = tuple(inspector.get_pk_constraint(entry.name, schema).get("constrained_columns") or ())
        references = tuple(
            Reference(tuple(key["constrained_columns"]), key["referred_table"], tuple(key["referred_columns"]))
            for key in inspector.get_foreign_keys(entry.name, schema)
            if key["referred_schema"] in (None, schema)
        )
    fields, unread = _fields(session, columns)
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


def _fields(session: Session, columns: list[Any]) -> tuple[list[Field], Unread]:
    quote = session.engine.dialect.identifier_preparer.quote_identifier
    fields, unread = [], []
    for column in columns:
        name, declared = column["name"], type(column["type"]).__name__
        if (found := reading(quote(name), column["type"])) is None:
            unread.append((name, declared))
        else:
            dtype, value = found
            fields.append(
                Field(Column(name, str(dtype), comment=column.get("comment") or None), declared, value, dtype)
            )
    return fields, unread
