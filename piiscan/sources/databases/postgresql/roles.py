"""Whether the role can do more than read, and how to make one that cannot."""

from __future__ import annotations

from collections.abc import Sequence

from piiscan.sources.databases.postgresql.catalogue import Listed
from piiscan.sources.databases.postgresql.connecting import Session
from piiscan.sources.databases.quoting import literal, quoted
from piiscan.sources.databases.server import Readers

PUBLIC = "'public'"
"""What functions on privileges call everybody."""


def advice(session: Session, tables: Sequence[Listed]) -> str | None:
    """A warning with the statements that make a role which suffices; None where this one can only read."""
    schemas = sorted({table.schema for table in tables})
    ((database, powerful),) = session.rows(
        "SELECT current_database()::text, rolsuper FROM pg_roles WHERE rolname = current_user"
    )
    if not schemas or not (powerful or _writes(session, schemas)):
        return None
    named = ", ".join(map(quoted, schemas))
    return (
        "warning: this role can also write. Nothing was written; for scans, a role that can only read suffices:\n"
        f"  CREATE ROLE piiscan_reader LOGIN;\n  GRANT CONNECT ON DATABASE {quoted(database)} TO piiscan_reader;\n"
        f"  GRANT USAGE ON SCHEMA {named} TO piiscan_reader;\n"
        f"  GRANT SELECT ON ALL TABLES IN SCHEMA {named} TO piiscan_reader;"
    )


def readers(session: Session, entry: Listed) -> Readers:
    """Who may read the table, or a column of it; superusers always may, and are not counted (manual, 9.27)."""
    may = "has_schema_privilege({0}, c.relnamespace, 'USAGE') AND has_any_column_privilege({0}, c.oid, 'SELECT')"
    others = "SELECT count(*) FROM pg_roles r WHERE r.rolcanlogin AND NOT r.rolsuper AND r.oid <> c.relowner"
    asked = (
        f"SELECT {may.format(PUBLIC)}, ({others} AND {may.format('r.oid')}) FROM pg_class c WHERE c.oid = {entry.oid}"
    )
    ((everybody, roles),) = session.rows(asked)
    return Readers(bool(everybody), int(roles))


def _writes(session: Session, schemas: Sequence[str]) -> bool:
    """Whether the role may change a table of these schemas."""
    within = ", ".join(map(literal, schemas))
    asked = (
        "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        f" WHERE n.nspname IN ({within}) AND c.relkind IN ('r', 'p') AND has_schema_privilege(n.oid, 'USAGE')"
        " AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))"
    )
    return bool(session.rows(asked)[0][0])
