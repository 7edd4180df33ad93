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


def schema_of(key: str, name: str) -> str | None:
    """The schema in the key of a table of that name; None where there is none, as the URL names it."""
    schema = key.removesuffix(_part(name)).removesuffix(".")
    if key == name or not schema:
        return None
    return schema[1:-1].replace('""', '"') if schema.startswith('"') else schema


def _part(name: str) -> str:
    return quoted(name) if {".", '"'}.intersection(name) else name
