"""Few bytes that become very many in memory: cells, pages, dictionaries and values are counted before they are held."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from tests.catalogue.size import size
from tests.hostile.bounded import bounded
from tests.hostile.test_cells import MIB, poured

Record = Callable[[str, object], None]
ROWS = size(12, 50)
"""Rows of which each has the longest cell that is read: together they are more than may be held."""

LONG = "x" * (15 * MIB)


def database(path: Path, *cells: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (a TEXT)")
        connection.executemany("INSERT INTO t VALUES (?)", ((cell,) for cell in cells))
        connection.commit()


@pytest.mark.catalogue("C7", "C16")
def test_what_is_too_much_is_told_before_it_is_held(tmp_path: Path, record_property: Record) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    database(folder / "cell.db", "x" * size(64 * MIB, 400 * MIB), "y")
    pl.DataFrame({"a": ["x" * size(130 * MIB, 300 * MIB), *["y"] * 99]}).write_parquet(folder / "cell.parquet")
    pl.DataFrame({"a": [f"{row}{LONG}" for row in range(size(12, 60))]}).write_parquet(folder / "page.parquet")
    poured(folder / "list.json", b'{"a":[', b"1," * size(3_000_001, 20_000_000), b"1]}")
    poured(folder / "line.jsonl", b'{"a":[', b"1," * size(3_000_001, 7_500_000), b"1]}\n")
    cost = bounded("scan", folder, "-f", "json", home=tmp_path)
    assert cost.incomplete == {
        "cell.db!t": "column a: a value is longer than 16 MiB",
        "cell.parquet": "a value or page of more than 128 MiB",
        "page.parquet": "a value or page of more than 128 MiB",
        "list.json": "a record of more than 3,000,000 values",
        "line.jsonl": "line 1: a record of more than 3,000,000 values",
    }
    assert cost.exit_code == 3
    assert cost.memory < 400 * MIB
    record_property("figure", f"a cell of {size(64, 400)} MiB, a list of {size(3, 20)} million numbers: {cost}")


@pytest.mark.catalogue("C7")
def test_many_long_rows_are_read_a_few_at_a_time(tmp_path: Path, record_property: Record) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    database(folder / "rows.db", *[LONG] * ROWS)
    pl.DataFrame({"a": [LONG] * ROWS}).write_parquet(folder / "rows.parquet")
    poured(folder / "rows.jsonl", *[b'{"a":"%s"}\n' % LONG.encode()] * ROWS)
    poured(folder / "rows.json", b"[", *[b'{"a":"%s"},' % LONG.encode()] * ROWS, b'{"a":""}]')
    cost = bounded("scan", folder, "-f", "json", home=tmp_path)
    assert cost.exit_code == 0
    assert {table["rows_scanned"] for table in cost.document["tables"]} == {ROWS, ROWS + 1}
    record_property("figure", f"4 times {ROWS} rows of 15 MiB: {cost}")


@pytest.mark.catalogue("C7")
@pytest.mark.parametrize("name", ["t.json", "t.jsonl"])
def test_bare_values_beyond_a_number_are_incomplete(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiscan.sources.formats.json.table.BARE", 100)
    content = {"t.json": b"[" + b"1," * 100 + b"1]", "t.jsonl": b"1\n" * 101}[name]
    (tmp_path / name).write_bytes(content)
    [gap] = pipeline.scan(tmp_path / name, text="off").incomplete
    assert gap.reason == "more than 100 records that are no objects: write them as CSV"


@pytest.mark.catalogue("C16")
def test_cells_that_a_dictionary_makes_of_few_bytes_are_incomplete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("piiscan.sources.nested.table.UNFOLDED", MIB)
    frame = pl.DataFrame({"a": ["x" * 10_000] * 20_000})
    frame.write_parquet(tmp_path / "t.parquet")
    frame.with_columns(pl.col("a").cast(pl.Categorical)).write_ipc(tmp_path / "t.arrow", compression="zstd")
    findings = pipeline.scan(tmp_path, text="off")
    assert ["decompression bomb" in gap.reason for gap in findings.incomplete] == [True, True]
