"""Excel workbooks: every cell of every sheet is read as it is typed, and comes out of a copy as it went in."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import OutputFailed
from piiscan.sources import ReadOptions, open_targets
from piiscan.sources.formats.workbook.xlsx.strings import escaped
from tests.sources.roundtrip import opened, steady
from tests.sources.workbooks import MAIN, copied, members, of, parts, rows

TYPED = {
    "姓名": "王小明",
    "zeros": "007",
    "mobile": 13800138000,
    "share": 0.25,
    "day": dt.date(1990, 3, 7),
    "moment": dt.datetime(2020, 1, 1, 12, 30, 15),
    "clock": dt.time(1, 2, 3),
    "lasted": dt.timedelta(hours=30),
    "vip": True,
    "error": "#N/A",
}
SEEN = (
    "王小明", "007", "13800138000", "0.25", "1990-03-07", "2020-01-01T12:30:15", "01:02:03", "30:00:00", "true", "#N/A",
)  # fmt: skip


def typed(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(list(TYPED))
    book.active.append(list(TYPED.values()))
    book.active["D2"].number_format = "0.00%"
    book.save(path)
    return path


def test_cells_are_seen_as_they_are_typed(tmp_path: Path) -> None:
    (table,) = members(typed(tmp_path / "t.xlsx"))[0].values()
    assert table.columns == list(TYPED)
    assert table.rows() == [SEEN]


def test_cells_that_are_kept_keep_their_type_and_number_format(tmp_path: Path) -> None:
    before = openpyxl.load_workbook(typed(tmp_path / "t.xlsx")).active
    after = openpyxl.load_workbook(copied(tmp_path / "t.xlsx")).active
    cells = [(cell.value, cell.data_type, cell.number_format) for cell in after[2]]
    assert cells == [(cell.value, cell.data_type, cell.number_format) for cell in before[2]]


CELLS = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=6),
    st.sampled_from(["_x0041_", "_x005F_", " a ", "a\r\nb", "1e5", "TRUE", "=1+1", "\t", "&<>\"'", "\x01", "", "王"]),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(dt.datetime(1900, 4, 1), dt.datetime(2200, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    st.dates(dt.date(1900, 4, 1), dt.date(2200, 1, 1)),
)
FRAMES = st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=25)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts>'
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)


def cell(value: object) -> str:
    match value:
        case None:
            return "<c/>"
        case bool():
            return f'<c t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f"<c><v>{value!r}</v></c>"
        case str():
            return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(escaped(value))}</t></is></c>'
        case dt.datetime():
            return f'<c s="2"><v>{(value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)!r}</v></c>'
        case dt.date():
            return f'<c s="1"><v>{(value - dt.date(1899, 12, 30)).days}</v></c>'
    raise AssertionError


def text(value: object) -> str | None:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | str() | None:
            return value if value is None else str(value)
        case float():
            return str(int(Decimal(repr(value)))) if value.is_integer() and abs(value) < 1e30 else repr(value)
    return value.isoformat()


@settings(steady, max_examples=15)
@given(table=FRAMES)
def test_what_is_read_is_what_was_written_and_a_copy_of_it_reads_the_same(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[object]]
) -> None:
    folder = tmp_path_factory.mktemp("w")
    header = rows(("name", "phone no", "amount"))
    body = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in table)
    tables, _, _ = of(folder, parts(header + body, styles=STYLES))
    assert members(copied(folder / "t.xlsx"))[0]["S1"].equals(tables["S1"])
    expected = [[text(value) for value in row] for row in table]
    while expected and expected[-1] == [None] * 3:
        expected.pop()
    assert [list(row) for row in tables["S1"].rows()] == expected


@pytest.mark.parametrize(
    ("stored", "seen"),
    [
        ("1.3800138E10", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("0.10000000000000001", "0.1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1.1010119900307801E+17", "110101199003078010"),
        ("6222021234567890123", "6222021234567890123"),
        ("-5", "-5"),
        ("1e300", "1e+300"),
    ],
)
def test_numbers_are_seen_with_every_digit_and_copied_with_every_digit(tmp_path: Path, stored: str, seen: str) -> None:
    content = parts(
        rows(("name", "amount")) + f"<row><c t='inlineStr'><is><t>x</t></is></c><c><v>{stored}</v></c></row>"
    )
    assert of(tmp_path, content)[0]["S1"]["amount"].to_list() == [seen]
    assert members(copied(tmp_path / "t.xlsx"))[0]["S1"]["amount"].to_list() == [seen]


def test_digits_that_a_spreadsheet_has_lost_are_reported_by_column(tmp_path: Path) -> None:
    content = parts(rows(("name", "id_no")) + "<row><c><v>1</v></c><c><v>110101199003078515</v></c></row>")
    tables, _, gaps = of(tmp_path, content)
    assert tables["S1"]["id_no"].to_list() == ["110101199003078515"]
    assert "1 numbers of column B have more than 15 digits" in gaps["S1"]
    assert members(copied(tmp_path / "t.xlsx"))[2] == {}


def test_formulas_are_seen_by_their_result_and_those_without_one_are_reported(tmp_path: Path) -> None:
    row = "<row><c><f>1+1</f><v>2</v></c><c t='str'><f>A1</f><v/></c><c r='C2'><f>NOW()</f></c></row>"
    tables, _, gaps = of(tmp_path, parts(rows(("name", "amount", "day")) + row))
    assert tables["S1"].rows() == [("2", "", None)]
    assert gaps == {"S1": gaps["S1"]}
    assert gaps["S1"].startswith("1 cells, the first of them C2, hold formulas without a stored result")


def test_hidden_sheets_are_read_and_stay_hidden_and_empty_ones_stay(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, state in {"a": "visible", "b": "hidden", "c": "veryHidden", "d": "visible"}.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in [("name", "age"), (name, 1)] if name != "d" else []:
            sheet.append(row)
    book.save(tmp_path / "t.xlsx")
    assert list(members(tmp_path / "t.xlsx")[0]) == ["a", "b", "c"]
    states = {sheet.title: sheet.sheet_state for sheet in openpyxl.load_workbook(copied(tmp_path / "t.xlsx"))}
    assert states == {"Sheet": "visible", "a": "visible", "b": "hidden", "c": "veryHidden", "d": "visible"}


def test_a_mask_may_drop_columns_and_change_their_type(tmp_path: Path) -> None:
    typed(tmp_path / "t.xlsx")
    masked = copied(tmp_path / "t.xlsx", lambda frame: frame.select("zeros", mobile=pl.lit(5), share=pl.lit("=1+1")))
    ((_, table),) = members(masked)[0].items()
    assert table.to_dicts() == [{"zeros": "007", "mobile": "5", "share": "=1+1"}]


@pytest.mark.catalogue("B31")
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_text_that_a_mask_writes_is_a_formula_even_when_it_is_edited(tmp_path: Path, formula: str) -> None:
    typed(tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(copied(tmp_path / "t.xlsx", lambda f: f.with_columns(vip=pl.lit(formula)))).active
    assert (sheet["I2"].data_type, sheet["I2"].quotePrefix) == ("s", True)
    assert (sheet["A2"].data_type, sheet["A2"].quotePrefix) == ("s", None) or not sheet["A2"].quotePrefix


def test_rows_that_are_missing_or_new_stop_the_copy(tmp_path: Path) -> None:
    typed(tmp_path / "t.xlsx")
    for mask, reason in ((lambda f: f.clear(), "fewer"), (lambda f: pl.concat([f, f]), "more")):
        with pytest.raises(OutputFailed, match=f"Sheet: {reason} rows"):
            copied(tmp_path / "t.xlsx", mask)


def test_a_text_that_fits_into_no_cell_stops_the_copy(tmp_path: Path) -> None:
    typed(tmp_path / "t.xlsx")
    with pytest.raises(OutputFailed, match="cell A2 has more than 32,767 characters"):
        copied(tmp_path / "t.xlsx", lambda f: f.with_columns(pl.lit("x" * 40_000).alias("姓名")))


@pytest.mark.catalogue("B39")
def test_copies_are_the_same_bytes_and_hold_no_trace_of_the_source(tmp_path: Path) -> None:
    typed(tmp_path / "t.xlsx")
    first = copied(tmp_path / "t.xlsx").read_bytes()
    assert copied(tmp_path / "t.xlsx").read_bytes() == first
    assert members(tmp_path / "out" / "t.xlsx")[1:] == ({}, {})


def test_the_1904_date_system_is_understood(tmp_path: Path) -> None:
    sheet = rows(("name", "day")) + '<row><c><v>7</v></c><c s="1"><v>0</v></c></row>'
    content = parts(sheet, styles=STYLES)
    content["xl/workbook.xml"] = str(content["xl/workbook.xml"]).replace(
        "<sheets>", '<workbookPr date1904="1"/><sheets>'
    )
    assert of(tmp_path, content)[0]["S1"]["day"].to_list() == ["1904-01-01"]
    assert members(copied(tmp_path / "t.xlsx"))[0]["S1"]["day"].to_list() == ["1904-01-01"]


def test_prefixes_of_names_make_no_difference(tmp_path: Path) -> None:
    content = parts(rows(("name", "age"), ("王", "x")))
    sheet = str(content["xl/worksheets/sheet1.xml"]).replace("xmlns=", "xmlns:x=")
    for name in ("worksheet", "sheetData", "row", "c", "is", "t"):
        sheet = sheet.replace(f"<{name}>", f"<x:{name}>").replace(f"<{name} ", f"<x:{name} ")
        sheet = sheet.replace(f"</{name}>", f"</x:{name}>")
    content["xl/worksheets/sheet1.xml"] = sheet
    assert of(tmp_path, content)[0]["S1"].rows() == [("王", "x")]


def test_a_workbook_is_told_by_what_is_in_it(tmp_path: Path) -> None:
    typed(tmp_path / "t.dat")
    assert opened(tmp_path / "t.dat").format == "xlsx"


def test_keys_are_the_file_and_the_sheet(tmp_path: Path) -> None:
    typed(tmp_path / "t.xlsx")
    (book,) = open_targets([str(tmp_path)], ReadOptions())
    assert [member.key for member in book.members() if hasattr(member, "columns")] == ["t.xlsx!Sheet"]
