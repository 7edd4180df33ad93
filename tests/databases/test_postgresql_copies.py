"""PostgreSQL: copies hold only masked rows, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.errors import DestinationRefused, OutputFailed, PlanError
from piiscan.model.plan import Plan
from piiscan.sources.databases.quoting import literal
from tests.databases.postgresql_tables import KEY, OWN_TYPES, planned, read, tables
from tests.databases.servers import Server
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.fixture
def shop(postgres_server: Server, database: str) -> str:
    """The URL of a database of customers and their orders."""
    people = canary.people(60, seed=31)
    rows = ", ".join(
        f"({i}, {', '.join(map(literal, row))}, ARRAY[{literal(row[1])}], json_build_object('mail', {literal(row[2])}))"
        for i, row in enumerate(people.select("id_no", "mobile", "email").iter_rows(), 1)
    )
    postgres_server.execute(
        database,
        *OWN_TYPES,
        "CREATE TABLE customers (id serial PRIMARY KEY, id_no text UNIQUE, mobile varchar(40) NOT NULL UNIQUE,"
        " email text, tags text[], extra jsonb, feels mood DEFAULT 'glad', n positive DEFAULT 7, span int4range)",
        f"INSERT INTO customers (id, id_no, mobile, email, tags, extra) VALUES {rows}",
        "CREATE TABLE orders (no bigint PRIMARY KEY, mobile varchar(40) REFERENCES customers (mobile),"
        " amount numeric(10,2), at timestamptz DEFAULT now(), id int REFERENCES customers)",
        "INSERT INTO orders SELECT g, (SELECT mobile FROM customers WHERE id = 1 + g % 60), g * 1.5, now(), 1 + g % 60"
        " FROM generate_series(1, 500) g",
        "CREATE INDEX by_mobile ON orders (mobile)",
    )
    return postgres_server.url(database)


def masked(url: str, target: str | Path, plan: Plan | None = None) -> None:
    plan = plan or planned(url)
    done = pipeline.mask(url, target, plan=plan, key=KEY)
    assert isinstance(done, pipeline.Masked)
    assert done.incomplete == ()
    verification = pipeline.verify(url, target, plan=plan, key=KEY)
    assert [problem for check in verification.checks for problem in check.problems] == []
    assert verification.passed, verification.incomplete


@pytest.mark.catalogue("B9", "B10")
def test_a_copy_in_another_database_has_types_keys_and_indexes_and_nobody(
    shop: str, postgres_server: Server, database: str
) -> None:
    server, copy = postgres_server, f"{database}_copy"
    server.execute("postgres", f"CREATE DATABASE {copy}")
    masked(shop, server.url(copy))
    kinds = dict(
        server.execute(
            copy,
            "SELECT c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
            " JOIN pg_class c ON c.oid = a.attrelid WHERE c.relname IN ('customers', 'orders') AND a.attnum > 0",
        )
    )
    assert kinds["customers.id"] == "integer"
    assert kinds["customers.tags"] == "text[]"
    assert kinds["customers.extra"] == "jsonb"
    assert kinds["customers.span"] == "int4range"
    assert kinds["customers.feels"] == "mood"
    assert kinds["orders.amount"] == "numeric(10,2)"
    named = "conrelid::regclass::text IN ('customers', 'orders')"
    keys = f"SELECT contype::text, count(*) FROM pg_constraint WHERE {named} GROUP BY 1"
    assert dict(server.execute(copy, keys)) == {"p": 2, "u": 2, "f": 2}
    assert server.execute(copy, "SELECT count(*) FROM orders JOIN customers USING (mobile)") == [(500,)]
    assert server.execute(copy, "SELECT count(*) FROM pg_class WHERE relname = 'by_mobile'") == [(1,)]
    assert server.execute(copy, "SELECT sum(amount) FROM orders") == server.execute(
        database, "SELECT sum(amount) FROM orders"
    )
    said = [
        str(server.execute(copy, f"SELECT {table}::text FROM {table}")).encode() for table in ("customers", "orders")
    ]
    names = ("id_no", "mobile", "email")
    assert_no_leak(canary.identifiers(canary.people(60, seed=31), names), [], said)


@pytest.mark.catalogue("B14")
def test_every_path_of_a_copy_gives_masked_values(shop: str, postgres_server: Server, database: str) -> None:
    """As a dump reads it, and as it lies in the files of the server."""
    import subprocess

    server, copy = postgres_server, f"{database}_copy"
    server.execute("postgres", f"CREATE DATABASE {copy}")
    masked(shop, server.url(copy))
    server.execute(copy, "CHECKPOINT")
    ((place,),) = server.execute(copy, "SELECT pg_relation_filepath('customers')")
    heap = (server.folder / "data" / place).read_bytes()
    command = ["pg_dump", "-h", str(server.folder), "-p", str(server.port), "-U", "admin", "--inserts", copy]
    dump = subprocess.run(command, capture_output=True, check=True).stdout
    people = canary.people(60, seed=31)
    assert_no_leak(canary.identifiers(people, ("id_no", "mobile", "email")), [], [heap, dump])


def test_a_copy_in_another_schema(shop: str, postgres_server: Server, database: str) -> None:
    source = f"{shop}&schema=public"
    masked(source, f"{shop}&schema=masked")
    count = "SELECT count(*) FROM masked.customers"
    assert postgres_server.execute(database, count) == [(60,)]


def test_tables_that_are_there_are_never_replaced(shop: str) -> None:
    plan = planned(shop)
    for overwrite in (False, True):
        with pytest.raises(DestinationRefused, match="exists"):
            pipeline.mask(shop, shop, plan=plan, key=KEY, overwrite=overwrite)


@pytest.mark.catalogue("B7")
def test_a_column_that_came_after_the_plan_stops_the_run(shop: str, postgres_server: Server, database: str) -> None:
    plan, copy = planned(shop), f"{database}_copy"
    postgres_server.execute(database, "ALTER TABLE orders ADD phone text")
    postgres_server.execute("postgres", f"CREATE DATABASE {copy}")
    with pytest.raises(PlanError, match="phone is not in the plan"):
        pipeline.mask(shop, postgres_server.url(copy), plan=plan, key=KEY)
    assert tables(postgres_server.url(copy)) == {}


@pytest.mark.catalogue("B10", "B28")
def test_a_copy_that_fails_leaves_nothing_and_says_no_value(shop: str, postgres_server: Server, database: str) -> None:
    server, copy = postgres_server, f"{database}_copy"
    server.execute("postgres", f"CREATE DATABASE {copy}")
    server.execute(
        database,
        "INSERT INTO customers (id, id_no, mobile) VALUES (101, '7', '138-0013-8000'), (102, '8', '13800138000')",
    )
    with pytest.raises(OutputFailed, match="unique key") as failed:
        pipeline.mask(shop, server.url(copy), plan=planned(shop), key=KEY)
    assert "138" not in str(failed.value)
    assert server.execute(copy, "SELECT count(*) FROM pg_class WHERE relname IN ('customers', 'orders')") == [(0,)]


def test_a_role_that_may_not_write_is_told_so(shop: str, postgres_server: Server) -> None:
    plan = planned(shop)
    with pytest.raises(OutputFailed, match="may not write"):
        pipeline.mask(shop, f"{postgres_server.url('postgres', 'reader')}&schema=fresh", plan=plan, key=KEY)


def test_a_database_becomes_files_and_files_a_database(
    shop: str, postgres_server: Server, database: str, tmp_path: Path
) -> None:
    masked(shop, tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "public.customers.parquet",
        "public.orders.parquet",
    ]
    people = canary.people(60, seed=31)
    assert_no_leak(canary.identifiers(people, ("id_no", "mobile", "email")), [tmp_path / "out"])
    (tmp_path / "in").mkdir()
    people.write_csv(tmp_path / "in" / "people.csv")
    plan = planned(str(tmp_path / "in"))
    target = f"{shop}&schema=files"
    pipeline.mask(tmp_path / "in", target, plan=plan, key=KEY)
    assert read(tables(target)["people"]).height == 60
