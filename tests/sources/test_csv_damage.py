"""Rows that cannot be read are told by file, line and column; all others are scanned, and no copy is written."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from piiscan import pipeline
from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.finding import Incomplete
from piiscan.model.table import leaves
from piiscan.sources import ReadOptions, open_targets, write_container
from piiscan.sources.formats.csv import ragged, records
from tests.leaks import canary


def held(path: Path) -> tuple[pl.DataFrame, list[str]]:
    """The rows that are read, and what is said of the others."""
    [item] = open_targets([str(path)], ReadOptions())
    table, *gaps = leaves([item])
    assert all(isinstance(gap, Incomplete) and gap.source == str(path) for gap in gaps)
    with pytest.raises(UsageError, match=r"t\.csv: masked copies of damaged csv files are not written"):
        write_container(item, lambda member: member.batches(), path.with_name("copy"))
    return pl.concat(table.batches()), [gap.reason for gap in gaps]


@pytest.mark.catalogue("B17")
@pytest.mark.parametrize("behind", ["C,z\n", "C,z\nD,y", 'C,"z"\n', 'C,"z ""z"\n"D",y\n', "C,z\n" * 50_000])
def test_a_quote_that_never_closes_swallows_nothing(tmp_path: Path, behind: str) -> None:
    (tmp_path / "t.csv").write_text('name,note\nA,"x\ny"\nB,"canary-7\n' + behind)
    frame, gaps = held(tmp_path / "t.csv")
    assert frame.rows()[:3] == [("A", "x\ny"), ("B", "canary-7"), ("C", frame["note"][2])]
    assert frame.height == 2 + len(behind.splitlines())
    assert gaps == ["line 4, column note opens a quote that is not closed where a field ends"]


@pytest.mark.catalogue("C3", "C7")
def test_a_line_that_is_too_long_is_passed_over_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LONGEST", 1000)
    giant = "canary-7" * 1000
    (tmp_path / "t.csv").write_text(f"name,note\nA,x\nB,{giant}\nC,y\n{giant},x\nD,z\n" + "E,e\n" * 100_000 + "F\n")
    frame, gaps = held(tmp_path / "t.csv")
    assert frame["name"].to_list()[:3] == ["A", "C", "D"]
    assert [gap.partition(" is longer than")[0] for gap in gaps] == ["line 3, column note", "line 5, column name"]


def test_a_cell_of_many_lines_that_is_too_long_is_read_line_by_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "LONGEST", 1000)
    (tmp_path / "t.csv").write_text('name,note\nA,"' + "13800138000\n" * 500 + '"\nB,x\nC\n')
    frame, gaps = held(tmp_path / "t.csv")
    assert "".join(cell or "" for row in frame.rows() for cell in row).count("13800138000") == 500
    assert frame.rows()[-2:] == [("B", "x"), ("C", None)]
    assert gaps[0].startswith("line 2, column note opens a quote")


def test_a_long_line_within_a_cell_does_not_shift_the_line_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "LONGEST", 1000)
    (tmp_path / "t.csv").write_text('name,note\nA,"x\ny\n' + "z" * 2000 + '\n"\nB,\0\nC,y\n' + "D,d\n" * 70_000)
    monkeypatch.setattr("piiscan.sources.formats.decoding.HOLDS_NUL", "")
    [item] = open_targets([str(tmp_path / "t.csv")], ReadOptions())
    assert isinstance(item, Incomplete)  # the byte is within the first look
    (tmp_path / "t.csv").write_text('name,note\nA,"x\ny\n' + "z" * 2000 + '\n"\nC,y\n' + "D,d\n" * 70_000 + "E,\0\n")
    _, gaps = held(tmp_path / "t.csv")
    assert [gap.split(",")[0] for gap in gaps] == ["line 4", "line 2", "line 5", "line 70007"]


@pytest.mark.catalogue("C8")
def test_a_nul_is_told_by_its_line_and_the_row_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,note\n" + "A,x\n" * 70_000 + "13800138000,a\0b\nB,y\n")
    frame, gaps = held(tmp_path / "t.csv")
    assert frame.rows()[-2:] == [("13800138000", "a\0b"), ("B", "y")]
    assert gaps == ["line 70002, column note holds a NUL byte: not text, or not in UTF-8"]


def test_of_many_broken_rows_some_are_told_and_all_are_counted(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,note\n" + "A,x\n" * 70_000 + "B,\0\n" * 100)
    frame, gaps = held(tmp_path / "t.csv")
    assert frame.height == 70_100
    assert (len(gaps), gaps[-1]) == (21, "80 more rows cannot be read")


def test_a_file_of_broken_rows_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,note\n" + "A,x\n" * 70_000 + "B,\0\n" * 5000)
    [item] = open_targets([str(tmp_path / "t.csv")], ReadOptions())
    assert isinstance(item, Incomplete)
    assert "more than 1,000 rows" in item.reason


def test_what_is_damaged_between_opening_and_reading_is_a_gap(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('name,note\nA,x\nB,"y\n')
    [item] = open_targets([str(tmp_path / "t.csv")], ReadOptions())
    table, _ = leaves([item])
    (tmp_path / "t.csv").write_text("name,note\nA,x\n")
    with pytest.raises(SourceUnreadable, match="changed"):
        list(table.batches())


def test_long_cells_come_in_small_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ragged, "CHARACTERS", 10_000)
    (tmp_path / "t.csv").write_text("name,note\nA\n" + f"B,{'x' * 3000}\n" * 10)
    [table] = open_targets([str(tmp_path / "t.csv")], ReadOptions())
    assert [frame.height for frame in table.batches()] == [5, 4, 2]


def test_a_scan_tells_of_the_rows_it_could_not_read_and_finds_what_is_in_the_others(tmp_path: Path) -> None:
    people = canary.people(50, seed=3).select("name_zh", "mobile", "email")
    (tmp_path / "t.csv").write_text(people.write_csv() + '"open\n')
    findings = pipeline.scan(tmp_path / "t.csv", text="off")
    assert [column.entity is not None for column in findings.tables[0].columns] == [True] * 3
    assert [gap.reason for gap in findings.incomplete] == [
        "line 52, column name_zh opens a quote that is not closed where a field ends"
    ]
