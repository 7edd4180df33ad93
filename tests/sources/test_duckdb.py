"""DuckDB: every type has a text, nested values come apart, and nothing is left beside the file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from piiscan import pipeline
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.pipeline.opening import opened
from piiscan.sources import ReadOptions
from tests.databases.identifiers import HOSTILE

TYPES = {
    "BOOLEAN": ("true", "true"),
    "TINYINT": ("-7", "-7"),
    "UBIGINT": ("18446744073709551615", "18446744073709551615"),
    "HUGEINT": ("12345678901234567890123", "12345678901234567890123"),
    "DOUBLE": ("0.5", "0.5"),
    "DECIMAL(20,3)": ("1.230", "1.230"),
    "VARCHAR": ("'007'", "007"),
    "BLOB": ("'ab'::BLOB", "ab"),
    "DATE": ("'infinity'", "infinity"),
    "TIME": ("'10:00'", "10:00:00"),
    "TIMESTAMP": ("'2026-01-02 03:04:05'", "2026-01-02 03:04:05"),
    "INTERVAL": ("INTERVAL 1 DAY", "1 day"),
    "UUID": ("'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    "ENUM('x', 'y')": ("'x'", "x"),
    "BIT": ("'101'", "101"),
}


def made(path: Path, *statements: str) -> Path:
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
    return path


def tables(path: Path, options: ReadOptions | None = None) -> dict[str, Table]:
    return {item.key: item for item in opened(path, options or ReadOptions()) if isinstance(item, Table)}


@pytest.mark.catalogue("C32")
@pytest.mark.parametrize("kind", TYPES)
def test_every_type_has_a_text(kind: str, tmp_path: Path) -> None:
    value, text = TYPES[kind]
    path = made(tmp_path / "a.duckdb", f"CREATE TABLE t (v {kind})", f"INSERT INTO t VALUES ({value}), (NULL)")
    (table,) = tables(path).values()
    frame = pl.concat(table.batches())
    assert [str(dtype) for dtype in frame.dtypes] == [column.type for column in table.columns]
    assert as_text(frame)["v"].to_list() == [text, None]


def test_nested_values_come_apart(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.duckdb",
        "CREATE TABLE t (l VARCHAR[], s STRUCT(a INTEGER, b VARCHAR), m MAP(VARCHAR, INTEGER))",
        "INSERT INTO t VALUES (['x', 'y'], {'a': 1, 'b': 'z'}, MAP {'k': 2})",
    )
    frame = pl.concat(tables(path)["a.duckdb!t"].batches())
    assert frame.rows() == [(["x", "y"], "1", "z", "2")]


def test_names_comments_schemas_and_views(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.duckdb",
        "CREATE TABLE t (v VARCHAR)",
        "COMMENT ON COLUMN t.v IS '客户手机'",
        "CREATE SCHEMA s",
        "CREATE TABLE s.u (v VARCHAR)",
        "CREATE VIEW w AS SELECT v FROM t",
    )
    assert set(tables(path)) == {"a.duckdb!t", "a.duckdb!s.u"}
    assert set(tables(path, ReadOptions(views=True))) == {"a.duckdb!t", "a.duckdb!s.u", "a.duckdb!w"}
    assert tables(path)["a.duckdb!t"].columns[0].comment == "客户手机"


@pytest.mark.catalogue("C30")
def test_hostile_names_are_read_and_do_nothing(tmp_path: Path) -> None:
    names = {name.lower(): name for name in HOSTILE}.values()
    quoted = {name: '"' + name.replace('"', '""') + '"' for name in names}
    statements = [f"CREATE TABLE {q} AS SELECT {i} AS {q}" for i, q in enumerate(quoted.values())]
    found = tables(made(tmp_path / "a.duckdb", *statements))
    assert sorted(pl.concat(table.batches()).item() for table in found.values()) == list(range(len(quoted)))


@pytest.mark.catalogue("C28")
@pytest.mark.parametrize("logged", [False, True])
def test_reading_leaves_no_trace(logged: bool, tmp_path: Path) -> None:
    """Nor where the last rows still stand in the log."""
    path = tmp_path / "a.duckdb"
    connection = duckdb.connect(str(path))
    connection.execute("PRAGMA disable_checkpoint_on_shutdown")
    connection.execute("CREATE TABLE t AS SELECT 'x' AS v")
    if not logged:
        connection.execute("CHECKPOINT")
    connection.close()
    before = _everything(tmp_path)
    assert ("a.duckdb.wal" in before) == logged
    assert [table.rows for table in pipeline.scan(path).tables] == [1]
    assert _everything(tmp_path) == before


def _everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}


@pytest.mark.catalogue("C31")
def test_a_view_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("v\n1\n")
    path = made(tmp_path / "a.duckdb", f"CREATE VIEW w AS SELECT * FROM read_csv('{tmp_path}/secret.csv')")
    assert pipeline.scan(path, options=ReadOptions(views=True)).incomplete


def test_a_damaged_file_is_incomplete(tmp_path: Path) -> None:
    path = made(tmp_path / "a.duckdb", "CREATE TABLE t AS SELECT range AS v FROM range(100000)")
    path.write_bytes(path.read_bytes()[:20000])
    assert pipeline.scan(path).incomplete


def test_a_file_is_known_whatever_its_checksum_is(tmp_path: Path) -> None:
    """The eight bytes before the signs are any, a line end among them."""
    path = made(tmp_path / "a.duckdb", "CREATE TABLE t AS SELECT 'x' AS v")
    content = path.read_bytes()
    path.write_bytes(b"\n" + content[1:])
    (gap,) = pipeline.scan(path).incomplete
    assert "DuckDB" in gap.reason
