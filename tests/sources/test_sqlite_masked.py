"""SQLite: a copy holds only masked rows, with their keys, or is not made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from piiscan import pipeline
from piiscan.errors import OutputFailed, PlanError
from piiscan.model.plan import Step
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak
from tests.sources.sqlite_files import KEY, made, planned, read, shared, tables


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    people = canary.people(50, seed=9)
    customers = [(i, *row) for i, row in enumerate(people.select("id_no", "mobile", "email").iter_rows(), 1)]
    orders = [(i, customers[i % 50][2], i / 4) for i in range(500)]
    return made(
        tmp_path / "shop.db",
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, id_no TEXT UNIQUE, mobile VARCHAR(40) NOT NULL UNIQUE, email)",
        "CREATE TABLE orders (no INTEGER, mobile REFERENCES customers (mobile), amount REAL, PRIMARY KEY (no))",
        "CREATE INDEX by_mobile ON orders (mobile)",
        rows=[("customers", customers), ("orders", orders)],
    )


@pytest.mark.catalogue("B24", "B9")
def test_a_copy_has_keys_indexes_and_types_and_no_page_that_held_more(shop: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "shop.db"
    shared(shop, target)
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA freelist_count").fetchall() == [(0,)]
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
        assert copy.execute('SELECT "table", "from", "to" FROM pragma_foreign_key_list(?)', ("orders",)).fetchall() == [
            ("customers", "mobile", "mobile")
        ]
        assert copy.execute("SELECT name, type FROM pragma_table_info('customers')").fetchall()[2] == (
            "mobile",
            "VARCHAR(40)",
        )
        assert copy.execute("SELECT count(*) FROM orders JOIN customers USING (mobile)").fetchone() == (500,)
        assert copy.execute("SELECT 1 FROM sqlite_schema WHERE name = 'by_mobile'").fetchone() == (1,)
        with pytest.raises(sqlite3.IntegrityError):
            copy.execute("INSERT INTO customers SELECT 99, id_no, 'x', email FROM customers LIMIT 1")
    people = canary.people(50, seed=9)
    assert_no_leak(canary.identifiers(people, ("id_no", "mobile", "email")), [target.parent])


def test_the_same_plan_and_key_give_the_same_bytes(shop: Path, tmp_path: Path) -> None:
    for name in ("one.db", "two.db"):
        pipeline.mask(shop, tmp_path / name, plan=planned(shop), key=KEY)
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


@pytest.mark.catalogue("B10")
def test_a_plan_that_breaks_a_key_is_refused_before_a_row_moves(shop: Path, tmp_path: Path) -> None:
    for steps, said in (
        ({"id_no": Step("redact")}, "is of a key"),
        ({"mobile": Step("null")}, "is of a key"),
    ):
        with pytest.raises(PlanError, match=said):
            pipeline.mask(shop, tmp_path / "out.db", plan=planned(shop, steps), key=KEY)
    assert not (tmp_path / "out.db").exists()


def test_both_sides_of_a_foreign_key_are_masked_alike_or_not_at_all(shop: Path, tmp_path: Path) -> None:
    plan = planned(shop)
    orders = plan.tables["shop.db!orders"]
    apart = replace(orders, columns={**orders.columns, "mobile": Step("pseudonym", domain="other")})
    with pytest.raises(PlanError, match=r"refers to customers\.mobile"):
        pipeline.mask(
            shop, tmp_path / "out.db", plan=replace(plan, tables={**plan.tables, "shop.db!orders": apart}), key=KEY
        )


@pytest.mark.catalogue("B10")
def test_a_filled_column_may_not_become_null(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE t (v TEXT NOT NULL)", "INSERT INTO t VALUES ('x')")
    with pytest.raises(PlanError, match="must be filled"):
        pipeline.mask(path, tmp_path / "out.db", plan=planned(path, {"v": Step("null")}), key=KEY)


def test_rows_keep_their_order_when_their_key_is_masked(tmp_path: Path) -> None:
    rows = [(i, f"note {i}") for i in range(1_000_000, 1_000_500)]
    path = made(tmp_path / "a.db", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)", rows=[("t", rows)])
    shared(path, tmp_path / "out.db", {"id": Step("fpe", {"width": 7}), "v": Step("keep")})
    assert read(tables(tmp_path / "out.db")["t"])["v"].to_list() == [v for _, v in rows]


def test_a_dropped_column_takes_its_keys_along(shop: Path, tmp_path: Path) -> None:
    shared(shop, tmp_path / "out.db", {"mobile": Step("drop")})
    assert read(tables(tmp_path / "out.db")["orders"]).columns == ["no", "amount"]


def test_a_database_that_is_not_read_whole_has_no_copy(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE t (v TEXT)", "CREATE VIRTUAL TABLE f USING fts5(v)")
    masked = pipeline.mask(path, tmp_path / "out.db", plan=planned(path), key=KEY)
    assert isinstance(masked, pipeline.Masked)
    assert masked.incomplete
    assert not (tmp_path / "out.db").exists()


def test_a_url_of_a_file_is_its_path(shop: Path, tmp_path: Path) -> None:
    findings = pipeline.scan(f"sqlite:///{shop}")
    assert [table.key for table in findings.tables] == ["shop.db!customers", "shop.db!orders"]
    pipeline.mask(f"sqlite:///{shop}", f"sqlite:///{tmp_path}/out.db", plan=planned(shop), key=KEY)
    assert (tmp_path / "out.db").exists()


@pytest.mark.catalogue("B10")
def test_a_key_that_repeats_after_all_leaves_no_copy(tmp_path: Path) -> None:
    """Of two spellings, whose canonical form is one, a pseudonym is one."""
    path = made(
        tmp_path / "a.db",
        "CREATE TABLE t (mobile TEXT PRIMARY KEY)",
        rows=[("t", [("13800138000",), ("138-0013-8000",), *((f"1380013{i}",) for i in range(8001, 8050))])],
    )
    with pytest.raises(OutputFailed, match="break a key"):
        pipeline.mask(
            path, tmp_path / "out.db", plan=planned(path, {"mobile": Step("pseudonym", entity="CN_MOBILE")}), key=KEY
        )
    assert not (tmp_path / "out.db").exists()
