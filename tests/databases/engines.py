"""Servers that take copies, so that one test can say of each what holds for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from piiscan import pipeline
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from piiscan.sources.databases.quoting import literal, quoted
from tests.databases.servers import Server
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak

PEOPLE = canary.people(60, seed=37)
NAMES = ("id_no", "mobile", "email")
_NUMBERS = count(1)
_OWN = "'information_schema', 'performance_schema', 'mysql', 'sys', 'pg_catalog', 'pg_toast'"


@dataclass(frozen=True)
class Engine:
    """A database of customers and their orders, and one to come."""

    server: Server
    source: str
    target: str

    @property
    def mark(self) -> str:
        return "`" if self.server.scheme == "mysql" else '"'

    @property
    def url(self) -> str:
        return self.server.url(self.source)

    @property
    def copy(self) -> str:
        return self.server.url(self.target)

    def quoted(self, name: str) -> str:
        return quoted(name, self.mark)

    def tables(self) -> list[str]:
        """What is in the copy, or staged for it."""
        if self.server.scheme == "mysql":
            named = f"(table_schema = '{self.target}' OR table_schema LIKE 'piiscan%')"
            found = self.server.execute(None, f"SELECT table_name FROM information_schema.tables WHERE {named}")
        else:
            asked = "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            found = self.server.execute(
                self.target, f"{asked} WHERE relkind IN ('r', 'p') AND nspname !~ '^(pg_|information_)'"
            )
        return sorted(name for (name,) in found)

    def rows(self, table: str) -> list[tuple[object, ...]]:
        return self.server.execute(self.target, f"SELECT * FROM {self.quoted(table)}")

    def state(self, tables: Sequence[str] = ("customers", "orders")) -> list[object]:
        """What must not change in the source."""
        return [self.server.execute(self.source, f"SELECT * FROM {self.quoted(table)}") for table in tables]


def shop(server: Server) -> Engine:
    """Filled with PEOPLE."""
    number = next(_NUMBERS)
    engine = Engine(server, f"store{number}", f"store{number}_copy")
    if server.scheme == "mysql":
        server.execute(None, f"CREATE DATABASE {engine.source} CHARACTER SET utf8mb4")
    else:
        server.execute("postgres", f"CREATE DATABASE {engine.source}", f"CREATE DATABASE {engine.target}")
    rows = ", ".join(f"({', '.join(map(literal, row))})" for row in PEOPLE.select(NAMES).iter_rows())
    server.execute(
        engine.source,
        "CREATE TABLE customers (id_no varchar(40) PRIMARY KEY, mobile varchar(40) NOT NULL UNIQUE, email text)",
        f"INSERT INTO customers VALUES {rows}",
        "CREATE TABLE orders (no int PRIMARY KEY, mobile varchar(40), amount numeric(10,2),"
        " FOREIGN KEY (mobile) REFERENCES customers (mobile))",
        "CREATE INDEX by_amount ON orders (amount)",
        *(
            f"INSERT INTO orders VALUES ({no}, {literal(mobile)}, {no}.5)"
            for no, mobile in enumerate(PEOPLE["mobile"].to_list() * 2)
        ),
    )
    return engine


def keeping(url: str) -> Plan:
    """Everything as it is."""
    plan = pipeline.plan(pipeline.scan(url, text="off"))
    tables = {
        key: replace(table, columns=dict.fromkeys(table.columns, Step("keep"))) for key, table in plan.tables.items()
    }
    return replace(plan, tables=tables)


def shared_into_files(folder: Path, dialect: str, key: MasterKey, *servers: Server) -> Iterator[Path]:
    """The shop of each server, and files, in one new file of a database each: verified, and nobody is in it."""
    (folder / "in").mkdir()
    PEOPLE.write_csv(folder / "in" / "people.csv")
    PEOPLE.write_parquet(folder / "in" / "typed.parquet")
    places = [folder / "in", folder / "in" / "people.csv", *(shop(server).url for server in servers)]
    for number, place in enumerate(places):
        out = folder / f"{number}.{dialect}"
        shared = pipeline.share(place, f"{dialect}:///{out}", key=key)
        assert shared.shared, shared.verification
        assert pipeline.verify(place, out, plan=shared.plan, key=key).passed
        assert_no_leak(canary.identifiers(PEOPLE, NAMES), [out])
        yield out
