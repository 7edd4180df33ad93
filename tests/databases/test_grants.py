"""Tables of tier 3 or more that too many may read are told, with the statement that ends it; rows go from copies."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.audit import Log
from piiscan.pipeline.removing.erasing import erase
from piiscan.pipeline.removing.recording import Order
from tests.databases.servers import Server
from tests.leaks import canary

pytestmark = pytest.mark.usefixtures("no_models")
PEOPLE = canary.people(30, seed=5).select("name_zh", "mobile")
ROWS = ", ".join(f"('{name}', '{mobile}')" for name, mobile in PEOPLE.iter_rows())
MAKE = (
    "CREATE TABLE people (name varchar(40), mobile varchar(20))",
    f"INSERT INTO people VALUES {ROWS}",
    "CREATE TABLE things (colour varchar(20))",
    "INSERT INTO things VALUES ('red'), ('green')",
)


def granted(url: str) -> dict[str, str]:
    exposed = pipeline.scan(url, text="off").exposure
    return {each.source.rpartition("!")[2]: each.issue for each in exposed if "SELECT" in each.issue}


def test_what_everybody_may_select_in_postgresql_is_told(postgres_server: Server, database: str) -> None:
    postgres_server.execute(database, *MAKE)
    url = postgres_server.url(database)
    assert granted(url) == {}
    postgres_server.execute(database, "GRANT SELECT ON people, things TO PUBLIC")
    assert granted(url) == {"public.people": "every role of the server may SELECT it"}
    postgres_server.execute(database, "REVOKE USAGE ON SCHEMA public FROM PUBLIC")
    assert granted(url) == {}


def test_many_roles_of_postgresql_are_counted_through_groups(postgres_server: Server, database: str) -> None:
    roles = [f"{database}_{n}" for n in range(7)]
    postgres_server.execute(database, *MAKE, f"CREATE ROLE {database}_all", f"GRANT SELECT ON people TO {database}_all")
    postgres_server.execute(database, *(f"CREATE ROLE {role} LOGIN IN ROLE {database}_all" for role in roles[:5]))
    assert granted(postgres_server.url(database)) == {}
    postgres_server.execute(database, *(f"CREATE ROLE {role} LOGIN IN ROLE {database}_all" for role in roles[5:]))
    assert granted(postgres_server.url(database)) == {"public.people": "7 roles may SELECT it"}


def test_many_users_of_mysql_are_counted_once(mysql_server: Server, mysql_database: str) -> None:
    users = [f"{mysql_database}_{n}@localhost" for n in range(7)]
    mysql_server.execute(mysql_database, *MAKE, *(f"CREATE USER {user}" for user in users))
    before = granted(mysql_server.url(mysql_database))
    mysql_server.execute(mysql_database, *(f"GRANT SELECT ON people TO {user}" for user in users))
    mysql_server.execute(mysql_database, *(f"GRANT SELECT ON {mysql_database}.* TO {user}" for user in users[:3]))
    (told,) = granted(mysql_server.url(mysql_database)).values()
    assert (before, told.endswith("roles may SELECT it"), int(told.split()[0]) >= 7) == ({}, True, True)


def test_one_person_goes_from_copies_of_the_tables_of_a_server(
    postgres_server: Server, database: str, tmp_path: Path
) -> None:
    postgres_server.execute(database, *MAKE)
    out, log = tmp_path / "out", Log(tmp_path / "home")
    record = erase(Order(postgres_server.url(database), str(out), "case 17", audit=log), [PEOPLE["mobile"][6]])
    assert [(each.gone, each.columns) for each in record.removed] == [(1, {"mobile": 1})]
    copied = pl.read_parquet(out / "public.people.parquet")
    assert copied["mobile"].to_list() == [mobile for n, mobile in enumerate(PEOPLE["mobile"]) if n != 6]
    assert (out / "public.things.parquet").exists()
    assert record.before is None
