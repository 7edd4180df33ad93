"""What a table is called: `schema.table`, without the schema where the URL names one."""

from __future__ import annotations

from piiscan.sources.databases.quoting import quoted


def key_of(schema: str | None, name: str) -> str:
    """No two tables have the same: a part with a point or a quote in it stands in quotes."""
    return name if schema is None else ".".join(map(_part, (schema, name)))


def _part(name: str) -> str:
    return quoted(name) if {".", '"'}.intersection(name) else name
