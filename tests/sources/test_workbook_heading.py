"""Where the table of a sheet begins, and what its columns are called."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from piiscan.sources import ReadOptions, open_targets
from tests.sources.roundtrip import opened, read
from tests.sources.workbooks import copied, members, of, parts, rows

HEADER = ("姓名", "手机", "city")
BODY = [("王小明", "13800138000", "上海"), ("李雷", "13900139000", "北京"), ("韩梅", "13700137000", "上海")]


def book(path: Path, *table: tuple[object, ...], merged: tuple[str, ...] = ()) -> Path:
    workbook = openpyxl.Workbook()
    for row in table:
        workbook.active.append(row)
    for area in merged:
        workbook.active.merge_cells(area)
    workbook.properties.creator = None
    workbook.save(path)
    return path


def columns(path: Path, **options: object) -> list[tuple[str, str | None]]:
    (opened,) = open_targets([str(path)], ReadOptions(**options))
    return [(c.name, c.comment) for member in opened.members() if hasattr(member, "columns") for c in member.columns]


def test_titles_above_the_header_are_scanned_as_text_and_not_copied(tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", ("客户名单 王经理 13600136000",), (), HEADER, *BODY, merged=("A1:C1",))
    tables, texts, _ = members(tmp_path / "t.xlsx")
    assert tables["Sheet"].columns == list(HEADER)
    assert tables["Sheet"].rows() == BODY
    assert list(texts.values()) == ["客户名单 王经理 13600136000\n"]
    assert b"13600136000" not in copied(tmp_path / "t.xlsx").read_bytes()
    assert members(tmp_path / "out" / "t.xlsx")[1] == {}


def test_rows_above_are_data_where_nothing_names_the_columns(tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", ("王小明",), *BODY)
    tables, texts, _ = members(tmp_path / "t.xlsx")
    assert tables["Sheet"].rows() == [("王小明", None, None), *BODY]
    assert texts == {}


def test_a_first_row_of_data_is_no_header_and_stays_in_the_copy(tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", *BODY)
    assert members(tmp_path / "t.xlsx")[0]["Sheet"].rows() == BODY
    assert members(copied(tmp_path / "t.xlsx"))[0]["Sheet"].rows() == BODY


@pytest.mark.parametrize("first", [(1, 2, 3), (True, "x", "y")])
def test_a_header_is_text(tmp_path: Path, first: tuple[object, ...]) -> None:
    book(tmp_path / "t.xlsx", first, *BODY)
    assert members(tmp_path / "t.xlsx")[0]["Sheet"].height == 4


def test_empty_rows_and_columns_around_the_table_are_left_out_and_those_within_rows_stay(tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", (), (), (None, None, *HEADER), (None, None, *BODY[0]), (), (None, None, *BODY[1]))
    assert members(tmp_path / "t.xlsx")[0]["Sheet"].rows() == [BODY[0], (None, None, None), BODY[1]]
    assert members(copied(tmp_path / "t.xlsx"))[0]["Sheet"].rows() == [BODY[0], (None, None, None), BODY[1]]


def test_of_a_header_of_two_rows_the_lower_one_names_and_the_upper_one_comments(tmp_path: Path) -> None:
    upper, lower = ("编号", "本人", None, "紧急联系人", None), (None, "姓名", "手机", "姓名", "手机")
    body = [(f"N{i}", *row[:2], *row[:2]) for i, row in enumerate(BODY)]
    merged = ("A1:A2", "B1:C1", "D1:E1")
    book(tmp_path / "t.xlsx", upper, lower, *body, merged=merged)
    assert columns(tmp_path / "t.xlsx") == [
        ("编号", None), ("姓名", "本人"), ("手机", "本人"), ("姓名_2", "紧急联系人"), ("手机_2", "紧急联系人"),
    ]  # fmt: skip
    assert members(copied(tmp_path / "t.xlsx"))[0]["Sheet"].equals(members(tmp_path / "t.xlsx")[0]["Sheet"])


def test_the_caller_may_say_whether_there_is_a_header(tmp_path: Path) -> None:
    book(tmp_path / "t.xlsx", HEADER, *BODY)
    assert columns(tmp_path / "t.xlsx", header=False) == [(f"column_{i}", None) for i in (1, 2, 3)]
    book(tmp_path / "t.xlsx", *BODY)
    assert columns(tmp_path / "t.xlsx", header=True) == [(name, None) for name in BODY[0]]


def test_far_away_cells_cost_nothing(tmp_path: Path) -> None:
    far = rows(("name", "age")) + "<row r='1048576'><c r='A1048576'><v>1</v></c><c r='XFD1048576'><v>2</v></c></row>"
    table = of(tmp_path, parts(far))[0]["S1"]
    assert (table.shape, table.row(-1)) == ((1_048_575, 3), ("1", None, "2"))
    assert table.head(5).null_count().sum_horizontal().item() == 15


def test_large_sheets_come_in_batches_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiscan.sources.formats.workbook.cells.BATCH", 700)
    body = "".join(f"<row><c><v>{i}</v></c><c><v>{2 * i}</v></c></row>" for i in range(3_000))
    of(tmp_path, parts(rows(("no", "twice")) + body))
    (table,) = opened(tmp_path / "t.xlsx").members()
    assert [frame.height for frame in table.batches()][:3] == [349, 350, 350]
    assert read(table)["twice"].cast(pl.Int64).equals(pl.Series("twice", range(0, 6_000, 2)))
