"""What a table is called: `schema.table`, without the schema where the URL names one."""

from __future__ import annotations

from piiscan.sources.databases.quoting import quoted


def key_of(schema: str | None, name: str) -> str:
    """No two tables have the same: a part with a point or a quote in it stands in quotes."""
    return name if schema is None else ".".join(map(_part, (schema, name)))


def space_of(key: str, name: str) -> str:
    """What a key begins with, before the name of the table: `schema.`, the file of a database."""
    return next(key[: -len(written)] for written in (_part(name), name) if key.endswith(written))


def space(schema: str) -> str:
    """What the keys of the tables in a schema begin with."""
    return f"{_part(schema)}."


def _part(name: str) -> str:
    return quoted(name) if {".", '"'}.intersection(name) else name
