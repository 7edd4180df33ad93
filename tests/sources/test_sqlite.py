"""SQLite: every value is read as it is stored, and nothing is left beside the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.model.text import as_text
from piiscan.sources import ReadOptions
from tests.databases.identifiers import HOSTILE
from tests.leaks import canary
from tests.sources.sqlite_files import gaps, made, read, shared, tables


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
