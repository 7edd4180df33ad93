"""The script for psql: one transaction, which fails as a whole where a role could get around its views."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from piiscan.model.views import BaseTable, MaskedView, MaskedViews, RoleViews
from piiscan.sources.databases.quoting import literal, quoted
from piiscan.verbs.views.postgresql import PostgreSQL
from piiscan.verbs.views.scripts.comments import comment, of_role, of_view, opening

_SAID = """
Run it with psql, as the owner of the tables or an administrator. It is one transaction: all of it happens, or nothing.
A schema that an earlier script made is replaced, with its views; one that is somebody else's stops the script.
Views read with the rights of who runs this script, not of who reads them: a role needs rights on its views only, and
the script stops where it, or a role that it is a member of, may read one of the tables itself.
Roles that do not exist are made, without login: GRANT them to people.
Columns and tables that come later are in no view, and ages are those of the day above: plan anew, and run again.
"""
_MARK = "piiscan masked views"
"""How the comment on a schema begins that a script may replace."""

_NAMES = PostgreSQL()


def script(views: MaskedViews) -> str:
    lines = chain(
        opening(views, _SAID),
        ["", "\\set ON_ERROR_STOP on", "\\encoding UTF8", "BEGIN;", "SET LOCAL search_path = pg_catalog;"],
        ["SET LOCAL standard_conforming_strings = on;", _done(_fit(views))],
        *(_role(role, views.tables) for role in views.roles),
        ["", comment("---- what no role may do beside reading its views"), ""],
        (_done(_kept_out(role, views)) for role in views.roles),
        ["", "COMMIT;"],
    )
    return "".join(f"{line}\n" for line in lines)


def _fit(views: MaskedViews) -> str:
    """What a view would get around, or cannot do."""
    return f"""
DECLARE found text;
BEGIN
  IF getdatabaseencoding() <> 'UTF8' THEN
    RAISE EXCEPTION 'masked views need a database in UTF8';
  END IF;
  SELECT string_agg(oid::regclass::text, ', ') INTO found FROM pg_class
    WHERE oid IN ({_tables(views.tables)}) AND relrowsecurity;
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'views of their owner would get around the row security of %', found;
  END IF;
  SELECT string_agg(oid::regclass::text, ', ') INTO found FROM pg_class
    WHERE oid IN ({_tables(views.tables)}) AND relkind = 'r'
      AND EXISTS (SELECT FROM pg_inherits WHERE inhparent = oid);
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'views of % would show rows of tables that inherit from it, which were scanned apart', found;
  END IF;
END"""


def _role(role: RoleViews, tables: tuple[BaseTable, ...]) -> Iterator[str]:
    schema, reader = quoted(role.schema), quoted(role.role)
    made = [view for view in role.views if view.kept]
    yield from ("", of_role(role), "", _done(_cleared(role)))
    yield f"CREATE SCHEMA {schema};"
    about = f"{_MARK}: role {role.role} up to tier {role.tier}"
    yield f"COMMENT ON SCHEMA {schema} IS {literal(about)};"
    for view in role.views:
        yield from ("", *of_view(view))
        yield from _created(role, view) if view.kept else ()
    yield from ("", f"GRANT USAGE ON SCHEMA {schema} TO {reader};")
    yield from (f"GRANT SELECT ON {_NAMES.name(role.schema, view.name)} TO {reader};" for view in made)
    yield from (f"REVOKE ALL ON {_NAMES.name(base.schema, base.name)} FROM {reader};" for base in tables)
    for space in dict.fromkeys(base.schema for base in tables):
        yield f"ALTER DEFAULT PRIVILEGES IN SCHEMA {quoted(space)} REVOKE ALL ON TABLES FROM {reader};"


def _cleared(role: RoleViews) -> str:
    """The role is there, and its schema is not, or no longer."""
    return f"""
DECLARE found text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {literal(role.role)}) THEN
    CREATE ROLE {quoted(role.role)} NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = {literal(role.schema)}) THEN
    RETURN;
  END IF;
  IF obj_description(to_regnamespace({literal(quoted(role.schema))}), 'pg_namespace') LIKE {literal(f"{_MARK}:%")} THEN
    FOR found IN SELECT oid::regclass::text FROM pg_class
      WHERE relnamespace = to_regnamespace({literal(quoted(role.schema))}) AND relkind = 'v' LOOP
      EXECUTE 'DROP VIEW ' || found;
    END LOOP;
    DROP SCHEMA {quoted(role.schema)};
  ELSE
    RAISE EXCEPTION 'schema % was not made by piiscan: rename it, or drop it', {literal(role.schema)};
  END IF;
END"""


def _created(role: RoleViews, view: MaskedView) -> Iterator[str]:
    """A barrier where rows are left out: else a function of the reader could be shown them before they are."""
    barrier = " WITH (security_barrier = true)" if view.base.where else ""
    yield f"CREATE VIEW {_NAMES.name(role.schema, view.name)}{barrier} AS SELECT"
    yield ",\n".join(f"  {seen.sql} AS {quoted(seen.column)}" for seen in view.kept)
    yield f"FROM {_NAMES.name(view.base.schema, view.base.name)}{_where(view.base)};"


def _where(base: BaseTable) -> str:
    return f"\nWHERE {' AND '.join(base.where)}" if base.where else ""


def _kept_out(role: RoleViews, views: MaskedViews) -> str:
    """Whoever the role is or can become reads no table and no view of a higher tier; its own views nobody else."""
    higher = ", ".join(literal(other.role) for other in views.roles if other.tier > role.tier)
    return f"""
DECLARE found text;
BEGIN
  SELECT string_agg(DISTINCT format('%s by way of %s', c.oid::regclass, r.rolname), ', ') INTO found
    FROM pg_class AS c, pg_roles AS r
    WHERE c.oid IN ({_tables(views.tables)}) AND pg_has_role({literal(role.role)}, r.oid, 'MEMBER')
      AND (r.oid = c.relowner OR has_any_column_privilege(r.oid, c.oid, 'SELECT'));
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'role % may read tables without its views: %', {literal(role.role)}, found;
  END IF;
  SELECT string_agg(r.rolname, ', ') INTO found FROM pg_roles AS r
    WHERE r.rolname IN ({higher or "NULL"}) AND pg_has_role({literal(role.role)}, r.oid, 'MEMBER');
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'role % is a member of a role that sees more: %', {literal(role.role)}, found;
  END IF;
  SELECT string_agg(DISTINCT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END, ', ') INTO found
    FROM (SELECT nspowner AS owner, nspacl AS acl FROM pg_namespace WHERE nspname = {literal(role.schema)}
      UNION ALL SELECT relowner, relacl FROM pg_class
      WHERE relnamespace = to_regnamespace({literal(quoted(role.schema))})) AS made, aclexplode(acl)
    WHERE grantee NOT IN (owner, (SELECT oid FROM pg_roles WHERE rolname = {literal(role.role)}));
  IF found IS NOT NULL THEN
    RAISE EXCEPTION 'default privileges give rights on the views of role % to %', {literal(role.role)}, found;
  END IF;
END"""


def _tables(tables: tuple[BaseTable, ...]) -> str:
    named = (literal(_NAMES.name(base.schema, base.name)) for base in tables)
    return ", ".join(f"{name}::regclass" for name in named)


def _done(body: str) -> str:
    """A block of PL/pgSQL, between marks that do not stand in it."""
    mark = "$piiscan$"
    while mark in body:
        mark = f"{mark[:-1]}_$"
    return f"DO {mark}{body}\n{mark};"
