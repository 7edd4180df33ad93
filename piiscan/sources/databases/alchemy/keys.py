"""What MySQL and MariaDB hold a table's rows to (MySQL 8.4 manual, chapter 28)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from piiscan.model.table import Constraints, Reference
from piiscan.sources.databases.alchemy import mysql
from piiscan.sources.databases.defaults import harmless
from piiscan.sources.databases.relations import Defined, Field, Relation, counts

if TYPE_CHECKING:
    from piiscan.sources.databases.alchemy.catalogue import Listed
    from piiscan.sources.databases.alchemy.connecting import Session

_PRIMARY = "PRIMARY"
_GENERATED = re.compile(r"(?:VIRTUAL|STORED) GENERATED", re.IGNORECASE)
"""What a column has as `extra`; MySQL says DEFAULT_GENERATED of a default."""

Index = tuple[str, tuple[str, ...]]


def relation_of(session: Session, entry: Listed, fields: tuple[Field, ...]) -> Relation:
    """The table with its keys, indexes over whole columns, and references within its database."""
    found, others = _indexes(session, entry)
    unique = [index for index, alone in found if alone]
    unique.sort(key=lambda index: index[0] != _PRIMARY)
    primary = next((names for name, names in unique if name == _PRIMARY), ())
    plain = tuple(index for index, alone in found if not alone)
    constraints = Constraints(
        tuple(names for _, names in unique), _not_null(session, entry), _references(session, entry)
    )
    return Relation(entry.name, fields, constraints, primary, plain, tuple(_lost(session, entry)), others)


def _lost(session: Session, entry: Listed) -> list[str]:
    place = mysql.named(session, entry)
    columns = session.rows(
        f"SELECT column_name, extra, column_default FROM information_schema.columns WHERE {place} ORDER BY 1"
    )
    lost = [f"the expression of column {name}" for name, extra, _ in columns if _GENERATED.search(extra)]
    held = ((name, default) for name, _, default in columns if default is not None and default.upper() != "NULL")
    lost += [f"the default of column {name}" for name, default in held if not harmless(default)]
    asked = {
        "checks": f"table_constraints WHERE {place} AND constraint_type = 'CHECK'",
        "triggers": f"triggers WHERE {mysql.named(session, entry, ('event_object_schema', 'event_object_table'))}",
        "partitions": f"partitions WHERE {place} AND partition_name IS NOT NULL",
        "comments": f"tables WHERE {place} AND table_type <> 'VIEW' AND table_comment <> ''",
    }
    return lost + counts(
        **{
            kind: int(session.rows(f"SELECT COUNT(*) FROM information_schema.{where}")[0][0])
            for kind, where in asked.items()
        }
    )


def _not_null(session: Session, entry: Listed) -> frozenset[str]:
    asked = f"SELECT column_name FROM information_schema.columns WHERE {mysql.named(session, entry)}"
    return frozenset(name for (name,) in session.rows(f"{asked} AND is_nullable = 'NO'"))


def _indexes(session: Session, entry: Listed) -> tuple[list[tuple[Index, bool]], tuple[Defined, ...]]:
    """Each with whether it is unique; and those over parts of columns, over expressions, or of words."""
    asked = (
        "SELECT index_name, non_unique = 0, column_name, sub_part IS NULL AND index_type = 'BTREE'"
        f" FROM information_schema.statistics WHERE {mysql.named(session, entry)} ORDER BY index_name, seq_in_index"
    )
    found: defaultdict[tuple[str, bool], list[str | None]] = defaultdict(list)
    for name, unique, column, whole in session.rows(asked):
        found[name, bool(unique)].append(column if whole else None)
    whole = [
        ((name, tuple(column for column in columns if column is not None)), unique)
        for (name, unique), columns in found.items()
        if None not in columns
    ]
    return whole, tuple(Defined(name, (), unique) for (name, unique), columns in found.items() if None in columns)


def _references(session: Session, entry: Listed) -> tuple[Reference, ...]:
    asked = (
        "SELECT k.constraint_name, k.referenced_table_name, r.update_rule, r.delete_rule, k.column_name,"
        " k.referenced_column_name FROM information_schema.key_column_usage k"
        " JOIN information_schema.referential_constraints r USING (constraint_schema, constraint_name, table_name)"
        f" WHERE {mysql.named(session, entry)} AND referenced_table_schema = table_schema"
        " ORDER BY k.constraint_name, k.ordinal_position"
    )
    found: defaultdict[tuple[str, str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for name, table, updated, deleted, here, there in session.rows(asked):
        found[name, table, updated, deleted].append((here, there))
    return tuple(
        Reference(
            tuple(here for here, _ in pairs),
            table,
            tuple(there for _, there in pairs),
            actions=f"ON UPDATE {updated} ON DELETE {deleted}",
        )
        for (_, table, updated, deleted), pairs in found.items()
    )
