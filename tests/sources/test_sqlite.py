"""SQLite: every value is read as it is stored, nothing is left beside the file, and a copy holds only masked rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import OutputFailed, PlanError
from piiscan.keys import MasterKey
from piiscan.model.plan import Plan, Step
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.pipeline.opening import opened
from piiscan.sources import ReadOptions
from tests.databases.identifiers import HOSTILE
from tests.leaks import canary
from tests.leaks.oracle import assert_no_leak

KEY = MasterKey(sha256(b"the key of these tests").digest())


def made(path: Path, *statements: str, rows: Iterable[tuple[str, list[tuple[object, ...]]]] = ()) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        for table, values in rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values[0]))})", values)
        connection.commit()
    return path


def tables(path: Path, options: ReadOptions | None = None) -> dict[str, Table]:
    return {item.name: item for item in opened(path, options or ReadOptions()) if isinstance(item, Table)}


def gaps(path: Path) -> list[str]:
    return [gap.reason for gap in pipeline.scan(path).incomplete]


def read(table: Table) -> pl.DataFrame:
    return pl.concat(table.batches())


@pytest.mark.catalogue("C32")
@pytest.mark.parametrize(
    ("declared", "values", "dtype", "texts"),
    [
        ("INTEGER", [1, None, -(2**63)], pl.Int64, ["1", None, str(-(2**63))]),
        ("REAL", [1.5, 2, None], pl.Float64, ["1.5", "2.0", None]),
        ("NUMERIC", [1, 1.5], pl.Float64, ["1.0", "1.5"]),
        ("NUMERIC", [2**60, 1.5], pl.String, [str(2**60), "1.5"]),
        ("TEXT", ["007", "", None, "x\0y", " x "], pl.String, ["007", "", None, "x\0y", " x "]),
        ("", ["007", 7, None], pl.String, ["007", "7", None]),
        ("", [b"\xff\0", None], pl.Binary, ["\\xff\0", None]),
        ("", [b"ab", "cd", 7], pl.Binary, ["ab", "cd", "7"]),
        ("INTEGER", [None, "no number"], pl.String, [None, "no number"]),
        ("VARCHAR(3)", [None], pl.String, [None]),
    ],
)
def test_values_are_read_as_they_are_stored(
    declared: str, values: list[object], dtype: type[pl.DataType], texts: list[str | None], tmp_path: Path
) -> None:
    path = made(tmp_path / "a.db", f"CREATE TABLE t (v {declared})", rows=[("t", [(value,) for value in values])])
    frame = read(tables(path)["t"])
    assert frame.schema == {"v": dtype}
    assert as_text(frame)["v"].to_list() == texts


def test_a_type_that_shows_late_is_that_of_all_rows(tmp_path: Path) -> None:
    rows = [(None,)] * 150_000 + [("late",)]
    frame = read(tables(made(tmp_path / "a.db", "CREATE TABLE t (v)", rows=[("t", rows)]))["t"])
    assert (frame.height, frame["v"][-1]) == (150_001, "late")


def test_a_text_that_is_no_utf8_is_incomplete_and_not_shown(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE t (v)", "INSERT INTO t VALUES (CAST(x'ff41' AS TEXT))")
    assert pipeline.scan(path).incomplete[0].source.endswith("a.db!t")


@pytest.mark.catalogue("C28")
@pytest.mark.parametrize("mode", ["delete", "wal", "persist"])
def test_reading_leaves_no_trace(mode: str, tmp_path: Path) -> None:
    made(tmp_path / "a.db", f"PRAGMA journal_mode = {mode}", "CREATE TABLE t (v)", "INSERT INTO t VALUES ('x')")
    before = _everything(tmp_path)
    assert pipeline.scan(tmp_path / "a.db").complete
    assert _everything(tmp_path) == before


@pytest.mark.catalogue("B24")
def test_rows_in_the_log_of_a_writer_are_read_and_the_log_stays_as_it_is(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("CREATE TABLE t (v)")
        writer.execute("INSERT INTO t VALUES ('x')")
        writer.commit()
        before = _everything(tmp_path)
        assert read(tables(tmp_path / "a.db")["t"])["v"].to_list() == ["x"]
        assert _everything(tmp_path) == before


def _everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()}


@pytest.mark.catalogue("B12", "C30")
def test_hostile_names_are_read_and_do_nothing(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        for number, name in enumerate(HOSTILE):
            quoted = '"' + name.replace('"', '""') + '"'
            connection.execute(f"CREATE TABLE {quoted} ({quoted} TEXT)")
            connection.execute(f"INSERT INTO {quoted} VALUES (?)", (f"value {number}",))
        connection.commit()
    found = tables(tmp_path / "a.db")
    assert set(found) == set(HOSTILE)
    assert {name: read(table)[name].to_list() for name, table in found.items()} == {
        name: [f"value {number}"] for number, name in enumerate(HOSTILE)
    }


@pytest.mark.catalogue("C30")
def test_hostile_names_are_copied(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        for name in HOSTILE:
            quoted = '"' + name.replace('"', '""') + '"'
            connection.execute(f"CREATE TABLE {quoted} ({quoted} TEXT NOT NULL PRIMARY KEY)")
            connection.execute(f"INSERT INTO {quoted} VALUES ('x')")
        connection.commit()
    shared(tmp_path / "a.db", tmp_path / "out.db")
    assert set(tables(tmp_path / "out.db")) == set(HOSTILE)


@pytest.mark.catalogue("C31")
def test_globs_choose_tables_and_views_are_read_on_request(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.db", "CREATE TABLE one (v)", "CREATE TABLE two (v)", "CREATE VIEW seen AS SELECT v FROM one"
    )
    assert set(tables(path)) == {"one", "two"}
    assert set(tables(path, ReadOptions(include=("a.db!o*",)))) == {"one"}
    assert set(tables(path, ReadOptions(exclude=("one",)))) == {"two"}
    assert set(tables(path, ReadOptions(views=True))) == {"one", "two", "seen"}


def test_what_only_an_extension_reads_is_incomplete_and_its_shadow_is_read(tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE VIRTUAL TABLE f USING fts5(v)", "INSERT INTO f VALUES ('x')")
    assert any("virtual table" in reason for reason in gaps(path))
    assert "f_content" in tables(path)


@pytest.mark.parametrize("damage", [lambda data: data[:5000], lambda data: data[:100] + bytes(len(data) - 100)])
def test_a_damaged_file_is_incomplete(damage: object, tmp_path: Path) -> None:
    path = made(tmp_path / "a.db", "CREATE TABLE t (v)", rows=[("t", [(f"value {i}",) for i in range(2000)])])
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert gaps(path)


@pytest.mark.catalogue("B24")
def test_values_in_the_schema_are_told(tmp_path: Path) -> None:
    (mobile,) = canary.people(1, seed=3)["mobile"]
    path = made(
        tmp_path / "a.db", "CREATE TABLE t (v)", f"CREATE VIEW w AS SELECT v FROM t WHERE v = 'call {mobile} now'"
    )
    (text,) = pipeline.scan(path).documents
    assert text.key == "a.db!(schema)"
    assert text.entities == {"CN_MOBILE": 1}


def shared(source: Path, target: Path, steps: dict[str, Step] | None = None) -> None:
    """Masked and verified; `steps` by column in place of those planned."""
    plan = planned(source, steps)
    pipeline.mask(source, target, plan=plan, key=KEY)
    verification = pipeline.verify(source, target, plan=plan, key=KEY)
    assert [problem for check in verification.checks for problem in check.problems] == []
    assert verification.passed


def planned(source: Path, steps: dict[str, Step] | None = None) -> Plan:
    plan = pipeline.plan(pipeline.scan(source, text="off"))

    def step(name: str, found: Step) -> Step:
        return (steps or {}).get(name, found if found.operator else Step("keep"))

    changed = {k: replace(t, columns={n: step(n, s) for n, s in t.columns.items()}) for k, t in plan.tables.items()}
    return replace(plan, tables=changed)


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
