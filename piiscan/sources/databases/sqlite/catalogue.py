"""What is in a SQLite database, by its own table-valued pragmas (https://www.sqlite.org/pragma.html)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from piiscan.model.table import Column, Constraints, Reference
from piiscan.sources.databases.quoting import literal, quoted
from piiscan.sources.databases.relations import Defined, Field, Relation, counts
from piiscan.sources.databases.sqlite.classes import TYPES, Classes, column_type, held_in, value_of
from piiscan.sources.databases.sqlite.connecting import rows

_HIDDEN, _GENERATED = 1, (2, 3)
"""What `table_xinfo` says of a hidden column of a virtual table, and of generated ones."""

_NAMES_AND_TEXTS = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/""", re.DOTALL)
_WORD = re.compile(r"\w+")


class Listed(NamedTuple):
    """A table (`table`, `virtual`, `shadow`) or a `view`."""

    name: str
    kind: str


def listed(connection: Any) -> list[Listed]:
    """All tables and views of the file but those of SQLite's own books (`sqlite_...`)."""
    found = rows(connection, "SELECT name, type FROM pragma_table_list WHERE schema = 'main' ORDER BY name")
    return [Listed(name, kind) for name, kind in found if not name.lower().startswith("sqlite_")]


def relation(connection: Any, entry: Listed) -> tuple[Relation, dict[str, int]]:
    """The table as declared, its columns typed by the values that they hold; and the octets of the longest of each."""
    asked = 'SELECT name, type, "notnull", pk, hidden, dflt_value FROM'
    asked += f" pragma_table_xinfo({literal(entry.name)}) ORDER BY cid"
    info = [row for row in rows(connection, asked) if row[4] != _HIDDEN]
    held = held_in(connection, entry, [name for name, *_ in info])
    fields = tuple(_field(name, declared, held[name].classes) for name, declared, *_ in info)
    primary = tuple(name for name, *_ in sorted((row for row in info if row[3]), key=lambda row: row[3]))
    not_null = frozenset(name for name, _, required, *_ in info if required)
    constraints = Constraints(_unique(connection, entry, primary), not_null, _references(connection, entry))
    lost = [f"the default of column {name}" for name, *_, default in info if default not in (None, "NULL")]
    lost += [f"the expression of column {name}" for name, *_, hidden, _ in info if hidden in _GENERATED]
    found = Relation(
        entry.name,
        fields,
        constraints,
        primary,
        tuple(_indexes(connection, entry, unique=False)),
        (*lost, *_counted(connection, entry)),
        tuple(_defined(connection, entry)),
    )
    return found, {name: column.longest for name, column in held.items()}


def _field(name: str, declared: str, held: Classes) -> Field:
    kind = column_type(held, declared)
    return Field(Column(name, kind), declared, value_of(quoted(name), held), TYPES[kind])


def _counted(connection: Any, entry: Listed) -> list[str]:
    """What only the statements of the schema tell of a table, outside of names and texts."""
    found = rows(connection, f"SELECT type, sql FROM sqlite_schema WHERE tbl_name = {literal(entry.name)}")
    words = [
        word for kind, sql in found if kind == "table" for word in _WORD.findall(_NAMES_AND_TEXTS.sub("", sql.upper()))
    ]
    triggers = sum(kind == "trigger" for kind, _ in found)
    return counts(checks=words.count("CHECK"), collations=words.count("COLLATE"), triggers=triggers)


def _defined(connection: Any, entry: Listed) -> Iterator[Defined]:
    """Indexes over some rows, or over an expression."""
    for name, partial, unique in rows(
        connection, f'SELECT name, partial, "unique" FROM pragma_index_list({literal(entry.name)}) ORDER BY name'
    ):
        if partial or not _indexed(connection, name):
            yield Defined(name, (), bool(unique))


def _unique(connection: Any, entry: Listed, primary: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    found = [names for _, names in _indexes(connection, entry, unique=True)]
    return tuple(dict.fromkeys([*([primary] if primary else []), *found]))


def _indexes(connection: Any, entry: Listed, unique: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The indexes over whole columns and all rows, by name."""
    asked = f"SELECT name FROM pragma_index_list({literal(entry.name)})"
    for (name,) in rows(connection, f'{asked} WHERE "unique" = {unique:d} AND NOT partial ORDER BY name'):
        if columns := _indexed(connection, name):
            yield name, columns


def _indexed(connection: Any, index: str) -> tuple[str, ...]:
    """The columns of an index; none where one of them is an expression."""
    found = [
        name for (name,) in rows(connection, f"SELECT name FROM pragma_index_info({literal(index)}) ORDER BY seqno")
    ]
    return () if None in found else tuple(found)


def _references(connection: Any, entry: Listed) -> tuple[Reference, ...]:
    asked = (
        """SELECT id, coalesce((SELECT name FROM pragma_table_list l WHERE l.schema = 'main' AND lower(l.name) ="""
        """ lower(f."table")), f."table"), 'ON UPDATE ' || on_update || ' ON DELETE ' || on_delete, "from", "to" """
        f"FROM pragma_foreign_key_list({literal(entry.name)}) f ORDER BY id, seq"
    )
    keys: defaultdict[tuple[int, str, str], list[tuple[str, str | None]]] = defaultdict(list)
    for number, table, actions, here, there in rows(connection, asked):
        keys[number, table, actions].append((here, there))
    return tuple(
        Reference(tuple(here for here, _ in pairs), table, tuple(there for _, there in pairs if there), actions=actions)
        for (_, table, actions), pairs in keys.items()
    )
