"""The script for PostgreSQL stops, and leaves all as it was, where a role could get around its views."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from piiscan import pipeline
from piiscan.verbs.views import views
from piiscan.verbs.views.scripts import script
from tests.databases.views.houses import Postgres
from tests.databases.views.made import graded, house

pytestmark = pytest.mark.usefixtures("no_models")
SCHEMAS = "SELECT nspname::text FROM pg_namespace WHERE nspname ~ '^masked_'"
VIEWS = "SELECT viewname::text FROM pg_views WHERE schemaname ~ '^masked_' ORDER BY 1"


def scripted(here: Postgres, roles: Mapping[str, int], **tiers: int) -> str:
    findings, policy = graded(here.scanned(), tiers), house({}, roles)
    return script(views(findings, pipeline.plan(findings, policy=policy), roles))


@pytest.fixture
def here(postgres: Postgres) -> Postgres:
    postgres.execute("CREATE TABLE t (v text, w text)", "INSERT INTO t VALUES ('one', 'two')")
    return postgres


def refused(here: Postgres, text: str, *said: str) -> None:
    before = here.execute(SCHEMAS)
    done = here.run(text)
    assert done.returncode == 3
    assert all(part in done.stderr.decode() for part in said), done.stderr.decode()
    assert here.execute(SCHEMAS) == before


def test_a_role_that_may_read_a_table_in_whatever_way(here: Postgres) -> None:
    role, group = f"analyst_{here.database}", f"group_{here.database}"
    text = scripted(here, {role: 2}, w=3)
    here.execute(f"CREATE ROLE {role} LOGIN", f"CREATE ROLE {group}")
    for grant, revoke in (
        ("GRANT SELECT ON t TO PUBLIC", "REVOKE ALL ON t FROM PUBLIC"),
        ("GRANT SELECT (w) ON t TO PUBLIC", "REVOKE ALL ON t FROM PUBLIC"),
        (f"GRANT SELECT ON t TO {group}; GRANT {group} TO {role}", f"REVOKE {group} FROM {role}"),
        (f"ALTER ROLE {role} NOINHERIT; GRANT {group} TO {role}", f"REVOKE {group} FROM {role}"),
        (f"GRANT pg_read_all_data TO {role}", f"REVOKE pg_read_all_data FROM {role}"),
        (f"ALTER ROLE {role} SUPERUSER", f"ALTER ROLE {role} NOSUPERUSER"),
        (f"ALTER TABLE t OWNER TO {role}", "ALTER TABLE t OWNER TO admin"),
    ):
        here.execute(*grant.split("; "))
        refused(here, text, f"role {role} may read tables without its views")
        here.execute(revoke)
    here.execute(f"GRANT SELECT ON t TO {role}", f"GRANT SELECT (w) ON t TO {role}")
    assert here.run(text).returncode == 0
    assert here.ask(role, "TABLE public.t").startswith("ERROR:  permission denied")
    assert here.ask(role, f"TABLE masked_{role}.t") == "one\n"


def test_a_role_that_is_a_member_of_one_that_sees_more(here: Postgres) -> None:
    low, high = f"analyst_{here.database}", f"zealous_{here.database}"
    text = scripted(here, {low: 2, high: 3}, w=3)
    here.execute(f"CREATE ROLE {low}", f"CREATE ROLE {high}", f"GRANT {high} TO {low}")
    refused(here, text, f"role {low} is a member of a role that sees more: {high}")
    here.execute(f"REVOKE {high} FROM {low}", f"GRANT {low} TO {high}")
    assert here.run(text).returncode == 0


def test_tables_that_come_later_are_not_readable_by_the_defaults_of_who_ran_it(here: Postgres) -> None:
    role = f"analyst_{here.database}"
    here.execute(
        f"CREATE ROLE {role} LOGIN", f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO {role}"
    )
    assert here.run(scripted(here, {role: 2})).returncode == 0
    here.execute("CREATE TABLE later (v text)")
    assert here.ask(role, "TABLE later").startswith("ERROR:  permission denied")


def test_default_privileges_let_nobody_else_into_the_views(here: Postgres) -> None:
    here.execute("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC")
    refused(here, scripted(here, {f"analyst_{here.database}": 2}), "default privileges give rights", "PUBLIC")


def test_row_security_and_heirs(here: Postgres) -> None:
    roles = {f"analyst_{here.database}": 2}
    text = scripted(here, roles)
    here.execute("ALTER TABLE t ENABLE ROW LEVEL SECURITY")
    refused(here, text, "row security of public.t")
    here.execute("ALTER TABLE t DISABLE ROW LEVEL SECURITY", "CREATE TABLE heir () INHERITS (t)")
    refused(here, text, "inherit")
    here.execute("DROP TABLE heir")
    assert here.run(text).returncode == 0


def test_its_own_views_are_replaced_and_those_of_others_never(here: Postgres) -> None:
    role = f"analyst_{here.database}"
    here.execute("CREATE TABLE u (v text)", "INSERT INTO u VALUES ('three')")
    assert here.run(scripted(here, {role: 2})).returncode == 0
    assert here.execute(VIEWS) == [("t",), ("u",)]
    here.execute("DROP VIEW masked_" + role + ".u", "DROP TABLE u")
    text = scripted(here, {role: 2}, v=4)
    assert [here.run(text).returncode for _ in range(2)] == [0, 0]
    assert here.execute(f"SELECT * FROM masked_{role}.t") == [("two",)]
    here.execute(f"CREATE VIEW public.upon AS SELECT * FROM masked_{role}.t")
    refused(here, text, "depend")
    here.execute("DROP VIEW upon", f"CREATE TABLE masked_{role}.mine (v text)")
    refused(here, text, "depend")
    here.execute(f"DROP TABLE masked_{role}.mine", f"COMMENT ON SCHEMA masked_{role} IS 'mine'")
    refused(here, text, "was not made by piiscan")


def test_an_error_on_the_way_leaves_nothing(here: Postgres) -> None:
    role = f"analyst_{here.database}"
    text = scripted(here, {role: 2, f"{role}_too": 2})
    here.execute("ALTER TABLE t DROP COLUMN w")
    refused(here, text, 'column "w" does not exist')
    assert here.execute(f"SELECT rolname::text FROM pg_roles WHERE rolname ~ '{role}'") == []


def test_a_plain_owner_suffices(here: Postgres) -> None:
    owner, role = f"owner_{here.database}", f"analyst_{here.database}"
    here.execute(
        f"CREATE ROLE {owner} LOGIN CREATEROLE",
        f"GRANT CREATE ON DATABASE {here.database} TO {owner}",
        f"ALTER TABLE t OWNER TO {owner}",
    )
    done = here.run(scripted(here, {role: 2}, w=3), user=owner)
    assert (done.returncode, done.stderr) == (0, b"")
    here.execute(f"ALTER ROLE {role} LOGIN")
    assert here.ask(role, f"TABLE masked_{role}.t") == "one\n"
