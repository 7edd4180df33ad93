"""share into a database: a verified copy of all tables, on record before anybody sees it, or nothing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.audit import Log
from piiscan.errors import AuditRefused, DestinationRefused, OutputFailed, PiiscanError
from piiscan.keys import MasterKey
from piiscan.model.verification import Check, Verification
from piiscan.pipeline import sharing
from piiscan.sources import ReadOptions
from tests.databases.engines import NAMES, PEOPLE, Engine, keeping, shop
from tests.databases.servers import Server
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak

pytestmark = pytest.mark.usefixtures("no_models")
KEY = MasterKey(sha256(b"the key of these tests").digest())
BOTH = ["customers", "orders"]


@pytest.fixture(params=["postgresql", "mysql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    return shop(request.getfixturevalue("postgres_server" if request.param == "postgresql" else "mysql_server"))


def test_a_shared_copy_is_verified_and_can_be_verified_again(engine: Engine) -> None:
    before = engine.state()
    shared = pipeline.share(engine.url, engine.copy, key=KEY)
    assert shared.shared
    assert shared.verification
    again = pipeline.verify(engine.url, engine.copy, plan=shared.plan, key=KEY)
    assert again.passed, again
    assert again.checks == shared.verification.checks
    assert engine.tables() == BOTH
    joined = "SELECT count(*) FROM orders JOIN customers USING (mobile)"
    assert engine.server.execute(engine.target, joined) == [(120,)]
    said = [str(engine.rows(table)).encode() for table in BOTH]
    assert_no_leak(canary.identifiers(PEOPLE, NAMES), [], said)
    assert engine.state() == before


@pytest.mark.catalogue("B10")
def test_keys_are_held_in_the_copy(engine: Engine) -> None:
    pipeline.share(engine.url, engine.copy, key=KEY)
    named = (
        "SELECT table_name, constraint_type, count(*) FROM information_schema.table_constraints"
        f" WHERE table_schema IN ('{engine.target}', 'public') AND constraint_type <> 'CHECK' GROUP BY 1, 2"
    )
    assert set(engine.server.execute(engine.target, named)) == {
        ("customers", "PRIMARY KEY", 1),
        ("customers", "UNIQUE", 1),
        ("orders", "PRIMARY KEY", 1),
        ("orders", "FOREIGN KEY", 1),
    }
    with pytest.raises(Exception, match="foreign key"):
        engine.server.execute(engine.target, "INSERT INTO orders VALUES (999, 'nobody', 1)")


def test_what_becomes_of_who_refers_is_as_in_the_source(engine: Engine) -> None:
    added = "ALTER TABLE orders ADD buyer varchar(40), ADD FOREIGN KEY (buyer) REFERENCES customers (id_no)"
    engine.server.execute(engine.source, f"{added} ON DELETE SET NULL ON UPDATE CASCADE")
    pipeline.mask(engine.url, engine.copy, plan=keeping(engine.url), key=KEY)
    rules = "SELECT update_rule, delete_rule FROM information_schema.referential_constraints WHERE constraint_schema IN"
    found = [
        sorted(engine.server.execute(name, f"{rules} ('{name}', 'public')")) for name in (engine.source, engine.target)
    ]
    assert ("CASCADE", "SET NULL") in found[0]
    assert found[0] == found[1]


def test_nothing_is_left_of_a_copy_that_fails_its_verification(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = Verification((Check("own row", "customers", ("column mobile stands in 1 rows",)),))
    monkeypatch.setattr(sharing, "verify", lambda *args, **named: failed)
    assert not pipeline.share(engine.url, engine.copy, key=KEY).shared
    assert engine.tables() == []


def test_what_a_partner_gets_is_on_record_before_it_is_seen(engine: Engine, tmp_path: Path) -> None:
    class Watching(Log):
        def append(self, *args: object) -> object:  # type: ignore[override]
            seen.extend(table for table in engine.tables() if table in BOTH)
            return super().append(*args)  # type: ignore[arg-type]

    seen: list[str] = []
    log = Watching(tmp_path / "home")
    assert pipeline.share(engine.url, engine.copy, key=KEY, partner="acme", audit=log).shared
    assert (seen, engine.tables()) == ([], BOTH)
    assert log.entries()[-1].event == "share"


@pytest.mark.catalogue("D14")
def test_nothing_is_seen_where_it_cannot_be_put_on_record(engine: Engine, tmp_path: Path) -> None:
    class Full(Log):
        def append(self, *args: object) -> object:  # type: ignore[override]
            raise AuditRefused("the disk is full")

    with pytest.raises(AuditRefused):
        pipeline.share(engine.url, engine.copy, key=KEY, partner="acme", audit=Full(tmp_path / "home"))
    assert engine.tables() == []


def test_files_are_shared_into_a_database(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    PEOPLE.select(NAMES).write_csv(tmp_path / "in" / "people.csv")
    PEOPLE.write_parquet(tmp_path / "in" / "typed.parquet")
    shared = pipeline.share(tmp_path / "in", engine.copy, key=KEY)
    assert shared.shared, shared.verification
    assert engine.tables() == ["people", "typed"]
    assert len(engine.rows("people")) == len(engine.rows("typed")) == 60


def test_one_engine_is_shared_into_another(postgres_server: Server, mysql_server: Server) -> None:
    one, other = shop(postgres_server), shop(mysql_server)
    for source, target in ((one, other), (other, one)):
        shared = pipeline.share(source.url, f"{target.copy}", key=KEY)
        assert shared.shared, shared.verification
        assert target.tables() == BOTH
        assert pipeline.verify(source.url, target.copy, plan=shared.plan, key=KEY).passed


def test_the_source_is_never_the_destination_however_it_is_called(engine: Engine) -> None:
    server, before = engine.server, engine.state()
    plan = pipeline.plan(pipeline.scan(engine.url))
    other = f"writer_of_{engine.source}"
    made = {
        "mysql": (f"CREATE USER {other}@'%'", f"GRANT ALL ON *.* TO {other}@'%'"),
        "postgresql": (f"CREATE ROLE {other} SUPERUSER LOGIN",),
    }
    server.execute(engine.source, *made[server.scheme])
    spellings = [engine.url, server.over_tcp(engine.source, other)]
    spellings.append(spellings[-1].replace("127.0.0.1", "localhost"))
    for spelling in spellings:
        with pytest.raises(DestinationRefused, match="exists"):
            pipeline.mask(engine.url, spelling, plan=plan, key=KEY, overwrite=True)
    assert engine.state() == before


def test_a_column_that_came_after_the_plan_stops_the_run(engine: Engine) -> None:
    plan = pipeline.plan(pipeline.scan(engine.url))
    engine.server.execute(engine.source, "ALTER TABLE orders ADD phone varchar(20)")
    with pytest.raises(PiiscanError, match="phone is not in the plan"):
        pipeline.mask(engine.url, engine.copy, plan=plan, key=KEY)
    assert engine.tables() == []


def test_a_copy_that_fails_leaves_nothing_and_says_no_value(engine: Engine) -> None:
    rows = "('7', '138-0013-8000', NULL), ('8', '13800138000', NULL)"
    engine.server.execute(engine.source, f"INSERT INTO customers VALUES {rows}")
    plan = pipeline.plan(pipeline.scan(engine.url))
    with pytest.raises(OutputFailed, match="unique key") as failed:
        pipeline.mask(engine.url, engine.copy, plan=plan, key=KEY)
    assert "138" not in str(failed.value)
    assert engine.tables() == []


def test_a_database_becomes_verified_csv(engine: Engine, tmp_path: Path) -> None:
    typed = "CREATE TABLE typed (n int, d date, t timestamp NULL, v text, b boolean, f double precision)"
    rows = "(1, '2026-01-02', '2026-01-02 03:04:05.5', '', true, 0.1), (2, NULL, NULL, NULL, NULL, NULL)"
    engine.server.execute(engine.source, typed, f"INSERT INTO typed VALUES {rows}, (3, NULL, NULL, '=1+1', false, 2)")
    plan = keeping(engine.url)
    options = ReadOptions(tables_as="csv")
    pipeline.mask(engine.url, tmp_path / "kept", plan=plan, key=KEY, options=options)
    checks = pipeline.verify(engine.url, tmp_path / "kept", plan=plan, key=KEY).checks
    assert [check.problems for check in checks if check.name == "structure"] == [()] * 3
    engine.server.execute(engine.source, "DROP TABLE typed")
    shared = pipeline.share(engine.url, tmp_path / "out", key=KEY, options=options)
    assert shared.shared, shared.verification
    schema = "" if engine.server.scheme == "mysql" else "public."
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{schema}{table}.csv" for table in BOTH]
    assert pipeline.verify(engine.url, tmp_path / "out", plan=shared.plan, key=KEY).passed
    assert_no_leak(canary.identifiers(PEOPLE, NAMES), [tmp_path / "out"])


def test_progress_names_each_table(engine: Engine) -> None:
    said: list[str] = []
    pipeline.share(engine.url, engine.copy, key=KEY, progress=said.append)
    tables = [source.rpartition("!")[2].removeprefix("public.") for source in said]
    assert tables == [*BOTH, *BOTH]  # scanned, and masked
