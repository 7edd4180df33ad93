"""The script for the client of MySQL or MariaDB, which have no transactions for views: rights are granted last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from piiscan.model.views import BaseTable, MaskedView, MaskedViews, RoleViews
from piiscan.verbs.views.mysql import MySQL
from piiscan.verbs.views.scripts.comments import comment, of_role, of_view, opening

_SAID = """
Run it with mariadb or mysql, as an administrator, or as a user who may read the tables, make databases, roles and
views, grant, and read the database mysql. It stops at the first error, and grants only after all else was done.
A database that is there already stops it: to replace it, DROP DATABASE it first; until the script has run, the role
sees nothing then. Views read with the rights of who runs this script (SQL SECURITY DEFINER), not of who reads them,
and the script stops where a role may read one of the tables itself. Look at SHOW GRANTS of the roles' members, too.
Roles that do not exist are made: GRANT them to people, and SET DEFAULT ROLE.
Columns and tables that come later are in no view, and ages are those of the day above: plan anew, and run again.
"""
_EVERY_ROW = 18446744073709551615
"""LIMIT of all rows (MySQL manual, SELECT): no condition of the reader is looked at before those of the view."""

_WORDS = MySQL()


def script(views: MaskedViews) -> str:
    lines = chain(
        opening(views, _SAID),
        ["", "SET NAMES utf8mb4;"],
        chain.from_iterable(_kept_out(role, views.tables) for role in views.roles),
        chain.from_iterable(map(_role, views.roles)),
        [""],
        chain.from_iterable(map(_granted, views.roles)),
    )
    return "".join(f"{line}\n" for line in lines)


def _kept_out(role: RoleViews, tables: Sequence[BaseTable]) -> Iterator[str]:
    """An error (1242, more than one row) where the role, or everybody, has rights on a table."""
    users = f"User IN ({_WORDS.literal(role.role)}, 'PUBLIC')"
    spaces = " OR ".join(f"{_WORDS.literal(space)} LIKE Db" for space in dict.fromkeys(t.schema for t in tables))
    named = ", ".join(f"({_WORDS.literal(t.schema)}, {_WORDS.literal(t.name)})" for t in tables)
    some = "(Table_priv LIKE '%Select%' OR Column_priv LIKE '%Select%')"
    yield comment(f"Stops here if {role.role}, or PUBLIC, may read one of the tables itself: REVOKE that first.")
    yield "SET @once = (SELECT 1"
    yield f"  UNION ALL SELECT 1 FROM mysql.user WHERE {users} AND Select_priv = 'Y'"
    yield f"  UNION ALL SELECT 1 FROM mysql.db WHERE {users} AND Select_priv = 'Y' AND ({spaces})"
    yield f"  UNION ALL SELECT 1 FROM mysql.tables_priv WHERE {users} AND {some} AND (Db, Table_name) IN ({named})"
    yield ");"


def _role(role: RoleViews) -> Iterator[str]:
    yield from ("", of_role(role), "", f"CREATE DATABASE {_WORDS.name(role.schema)} CHARACTER SET utf8mb4;")
    yield f"CREATE ROLE IF NOT EXISTS {_WORDS.name(role.role)};"
    for view in role.views:
        yield from ("", *of_view(view))
        yield from _created(role, view) if view.kept else ()


def _created(role: RoleViews, view: MaskedView) -> Iterator[str]:
    algorithm = "ALGORITHM = TEMPTABLE " if view.base.where else ""
    where = f"\nWHERE {' AND '.join(view.base.where)}\nLIMIT {_EVERY_ROW}" if view.base.where else ""
    yield f"CREATE {algorithm}SQL SECURITY DEFINER VIEW {_WORDS.name(role.schema, view.name)} AS SELECT"
    yield ",\n".join(f"  {seen.sql} AS {_WORDS.name(seen.column)}" for seen in view.kept)
    yield f"FROM {_WORDS.name(view.base.schema, view.base.name)}{where};"


def _granted(role: RoleViews) -> Iterator[str]:
    for view in role.views:
        if view.kept:
            yield f"GRANT SELECT ON {_WORDS.name(role.schema, view.name)} TO {_WORDS.name(role.role)};"
