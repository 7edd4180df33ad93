"""share into a database: a verified copy of all tables, on record before anybody sees it, or nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.audit import Log
from piiscan.errors import AuditRefused
from piiscan.keys import MasterKey
from piiscan.model.verification import Check, Verification
from piiscan.pipeline import sharing
from piiscan.sources.databases.quoting import literal
from tests.databases.servers import Server
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())
PEOPLE = canary.people(60, seed=37)
NAMES = ("id_no", "mobile", "email")


@pytest.fixture
def shop(postgres_server: Server, database: str) -> str:
    """The URL of a database of customers and their orders."""
    rows = ", ".join(f"({', '.join(map(literal, row))})" for row in PEOPLE.select(NAMES).iter_rows())
    postgres_server.execute(
        database,
        "CREATE TABLE customers (id_no text PRIMARY KEY, mobile varchar(40) NOT NULL UNIQUE, email text)",
        f"INSERT INTO customers VALUES {rows}",
        "CREATE TABLE orders (mobile varchar(40) REFERENCES customers (mobile))",
        "INSERT INTO orders SELECT mobile FROM customers CROSS JOIN generate_series(1, 3)",
    )
    return postgres_server.url(database)


@pytest.fixture
def empty(postgres_server: Server, database: str) -> str:
    postgres_server.execute("postgres", f"CREATE DATABASE {database}_copy")
    return postgres_server.url(f"{database}_copy")


def relations(server: Server, url: str) -> int:
    name = url.partition("?")[0].rpartition("/")[2]
    asked = "SELECT count(*) FROM pg_class WHERE relname IN ('customers', 'orders')"
    return int(server.execute(name, asked)[0][0])


def test_a_shared_copy_is_verified_and_can_be_verified_again(
    shop: str, empty: str, postgres_server: Server, database: str
) -> None:
    shared = pipeline.share(shop, empty, key=KEY)
    assert shared.shared
    again = pipeline.verify(shop, empty, plan=shared.plan, key=KEY)
    assert again.passed
    assert [check.table for check in again.checks] == [check.table for check in shared.verification.checks]  # type: ignore[union-attr]
    copy = f"{database}_copy"
    assert postgres_server.execute(copy, "SELECT count(*) FROM orders JOIN customers USING (mobile)") == [(180,)]
    said = [str(postgres_server.execute(copy, f"SELECT t::text FROM {t} t")).encode() for t in ("customers", "orders")]
    assert_no_leak(canary.identifiers(PEOPLE, NAMES), [], said)


def test_nothing_is_left_of_a_copy_that_fails_its_verification(
    shop: str, empty: str, postgres_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = Verification((Check("own row", "public.customers", ("column mobile stands in 1 rows",)),))
    monkeypatch.setattr(sharing, "verify", lambda *args, **named: failed)
    assert not pipeline.share(shop, empty, key=KEY).shared
    assert relations(postgres_server, empty) == 0


def test_what_a_partner_gets_is_on_record_before_it_is_seen(
    shop: str, empty: str, postgres_server: Server, tmp_path: Path
) -> None:
    class Watching(Log):
        def append(self, *args: object) -> object:  # type: ignore[override]
            seen.append(relations(postgres_server, empty))
            return super().append(*args)  # type: ignore[arg-type]

    seen: list[int] = []
    log = Watching(tmp_path / "home")
    assert pipeline.share(shop, empty, key=KEY, partner="acme", audit=log).shared
    assert (seen, relations(postgres_server, empty)) == ([0], 2)
    assert log.entries()[-1].event == "share"


def test_nothing_is_seen_where_it_cannot_be_put_on_record(
    shop: str, empty: str, postgres_server: Server, tmp_path: Path
) -> None:
    class Full(Log):
        def append(self, *args: object) -> object:  # type: ignore[override]
            raise AuditRefused("the disk is full")

    with pytest.raises(AuditRefused):
        pipeline.share(shop, empty, key=KEY, partner="acme", audit=Full(tmp_path / "home"))
    assert relations(postgres_server, empty) == 0


def test_files_are_shared_into_a_database(empty: str, postgres_server: Server, database: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    PEOPLE.select(NAMES).write_csv(tmp_path / "in" / "people.csv")
    for source in (tmp_path / "in", tmp_path / "in" / "people.csv"):
        schema = f"of_{source.name.partition('.')[0]}"
        shared = pipeline.share(source, f"{empty}&schema={schema}", key=KEY)
        assert shared.shared
        assert postgres_server.execute(f"{database}_copy", f"SELECT count(*) FROM {schema}.people") == [(60,)]
