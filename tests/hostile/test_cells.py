"""Giant lines, cells, numbers, columns and depths: read to their bound, told, and never held in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl
import pytest

from tests.catalogue.size import size
from tests.hostile.bounded import bounded

Record = Callable[[str, object], None]
MIB = 1 << 20
GIANT = size(20, 1_024, 2_048)
"""MiB of one line or cell."""

_WRITTEN = 1_024
"""MiB of a value that Polars writes: a page of Parquet holds less than twice as much."""

DEEP = 100_000
TEXT = b"x" * MIB


def poured(path: Path, *parts: bytes | Iterable[bytes]) -> None:
    with path.open("wb") as stream:
        for part in parts:
            stream.writelines([part] if isinstance(part, bytes) else part)


def giants(folder: Path) -> dict[str, str]:
    """Files, each with what is said of it."""
    poured(folder / "line.json", b'{"a":"', (TEXT for _ in range(max(GIANT, 65))), b'"}')
    poured(folder / "line.jsonl", b'{"a":"', (TEXT for _ in range(GIANT)), b'"}\n{"a":"ok"}\n')
    poured(folder / "line.txt", (TEXT for _ in range(GIANT)))
    poured(folder / "quoted.csv", b'a,b\n1,"', (TEXT for _ in range(GIANT)), b'"\n2,3\n')
    poured(folder / "cell.csv", b"a,b\n1,", (TEXT for _ in range(GIANT)), b"\n2,3\n")
    poured(folder / "deep.json", b"[" * DEEP, b"]" * DEEP)
    poured(folder / "deep.jsonl", b'{"a":' * DEEP, b"1", b"}" * DEEP, b"\n")
    poured(folder / "deep.xml", b"<a>" * DEEP, b"</a>" * DEEP)
    poured(folder / "deep.html", b"<html><table>", b"<table>" * DEEP)
    return {
        "line.json": "more than 64 MiB",
        "line.jsonl": "longer than 16 MiB",
        "line.txt": "longer than 16 MiB",
        "quoted.csv": "longer than 16 MiB",
        "cell.csv": "longer than 16 MiB",
        "deep.json": "nested too deep",
        "deep.jsonl": "nested too deep",
        "deep.xml": "200 levels",
        "deep.html": "nested too deep",
    }


@pytest.mark.catalogue("C7", "C3")
def test_giants_are_incomplete_and_cost_little(tmp_path: Path, record_property: Record) -> None:
    (tmp_path / "in").mkdir()
    said = giants(tmp_path / "in")
    cost = bounded("scan", "in", "-f", "json", home=tmp_path)
    assert cost.exit_code == 3
    assert {name: reason for name, reason in said.items() if reason not in cost.incomplete.get(name, "")} == {}
    assert cost.disk == 0
    record_property("figure", f"lines of {GIANT:,} MiB, {DEEP:,} levels: {cost}")


@pytest.mark.catalogue("C7")
def test_a_giant_cell_of_a_typed_file_is_incomplete(tmp_path: Path) -> None:
    """It packs to next to nothing, and every step of a scan would hold copies of it."""
    (tmp_path / "in").mkdir()
    pl.DataFrame({"a": ["x" * (min(GIANT, _WRITTEN) * MIB)]}).write_parquet(tmp_path / "in" / "alone.parquet")
    pl.DataFrame({"a": ["x" * (17 * MIB), "y", "y"]}).write_parquet(tmp_path / "in" / "among.parquet")
    cost = bounded("scan", "in", "-f", "json", home=tmp_path)
    assert cost.incomplete == {
        "alone.parquet": "rows of more than 16 MiB",
        "among.parquet": "column a: a value is longer than 16 MiB",
    }


@pytest.mark.catalogue("C7")
def test_a_number_of_a_million_digits_is_read_and_a_row_of_a_million_fields_is_incomplete(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    poured(tmp_path / "in" / "number.jsonl", b'{"a":', b"9" * 1_000_000, b"}\n")
    poured(tmp_path / "in" / "row.csv", b"a,b\n1,2\n3,4\n", b"," * 1_000_000)
    cost = bounded("scan", "in", "-f", "json", home=tmp_path)
    assert [table["table"] for table in cost.document["tables"]] == ["number"]
    assert cost.incomplete == {"row.csv": "a row of more than 20,000 fields"}
