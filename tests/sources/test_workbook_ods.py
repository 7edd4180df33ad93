"""OpenDocument spreadsheets: read as they are typed, masked into a new one of values."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import fastexcel
import polars as pl
import pytest

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.sources import ReadOptions, open_targets
from tests.sources.workbooks import copied, members, of

TYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{name}="{NAMES}:{name}:1.0"' for name in ("office", "table", "text", "style"))


def cell(kind: str, value: str, attribute: str = "value", within: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">{within}</table:table-cell>'


def text(content: str) -> str:
    return f'<table:table-cell office:value-type="string">{content}</table:table-cell>'


def row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


HEADER = row(*(text(f"<text:p>{name}</text:p>") for name in ("姓名", "手机", "数量", "日期")))


def ods(*tables: str, before: str = "", **more: str | bytes) -> dict[str, str | bytes]:
    sheets = "".join(f'<table:table table:name="S{i}">{body}</table:table>' for i, body in enumerate(tables, 1))
    content = (
        f"<office:document-content {SPACES}><office:body>{before}<office:spreadsheet>{sheets}</office:spreadsheet>"
    )
    return {"mimetype": TYPE, "content.xml": f"{content}</office:body></office:document-content>"} | more


def test_cells_are_seen_and_kept_as_they_are_typed(tmp_path: Path) -> None:
    body = row(
        text('<text:p>王<text:s text:c="2"/>小<text:span>明</text:span></text:p><text:p>b<text:tab/>c</text:p>'),
        cell("float", "1.3800138E10"),
        cell("percentage", "0.25"),
        cell("date", "2020-01-01T12:30:00", "date-value"),
    )
    body += row(
        text("<text:p>007</text:p>"),
        cell("boolean", "true", "boolean-value"),
        cell("time", "PT30H01M02.5S", "time-value"),
    )
    expected = [
        ("王  小明\nb\tc", "13800138000", "0.25", "2020-01-01T12:30:00"),
        ("007", "true", "30:01:02.5", None),
    ]
    assert of(tmp_path, ods(HEADER + body), "t.ods")[0]["S1"].rows() == expected
    copy = copied(tmp_path / "t.ods")
    assert members(copy)[0]["S1"].rows() == expected
    assert copied(tmp_path / "t.ods").read_bytes() == copy.read_bytes()
    loaded = pl.DataFrame(fastexcel.read_excel(str(copy)).load_sheet(0, dtypes={2: "float"}))
    assert loaded["数量"].to_list()[0] == 0.25


def test_repeated_cells_and_rows_are_read_as_often_as_they_are_shown(tmp_path: Path) -> None:
    twice = cell("float", "7").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="2"', 1)
    body = row(text("<text:p>x</text:p>"), twice).replace("table-row", 'table-row table:number-rows-repeated="3"', 1)
    empty = row('<table:table-cell table:number-columns-repeated="16384"/>')
    empty = empty.replace("table-row", 'table-row table:number-rows-repeated="1048000"', 1)
    assert of(tmp_path, ods(HEADER + body + empty), "t.ods")[0]["S1"].rows() == [("x", "7", "7", None)] * 3


def test_hidden_sheets_are_read_and_stay_hidden(tmp_path: Path) -> None:
    styles = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    content = ods(HEADER, HEADER + row(text("<text:p>王</text:p>")), before=styles)
    content["content.xml"] = str(content["content.xml"]).replace('"S2"', '"S2" table:style-name="h"')
    assert list(of(tmp_path, content, "t.ods")[0]) == ["S1", "S2"]
    reader = fastexcel.read_excel(str(copied(tmp_path / "t.ods")))
    assert [reader.load_sheet(name).visible for name in reader.sheet_names] == ["visible", "hidden"]


COMMENT = "<office:annotation><text:p>call 13800138000</text:p></office:annotation><text:p>x</text:p>"
DELETED = "<a:changes><table:table-cell><text:p>13800138000</text:p></table:table-cell></a:changes>"
BESIDE = {
    "comment": ods(HEADER + row(text(COMMENT))),
    "deleted": ods(HEADER, before=DELETED),
    "author": ods(HEADER, **{"meta.xml": "<a><initial-creator>13800138000</initial-creator></a>"}),
    "chart": ods(HEADER, **{"Object 1/content.xml": "<a><p>13800138000</p></a>"}),
}


@pytest.mark.parametrize("place", BESIDE)
def test_texts_beside_the_cells_are_read_and_not_copied(tmp_path: Path, place: str) -> None:
    tables, texts, gaps = of(tmp_path, BESIDE[place], "t.ods")
    assert "13800138000" in "".join(texts.values())
    assert "13800138000" not in str(tables["S1"].rows())
    assert gaps == {}
    assert members(copied(tmp_path / "t.ods"))[1:] == ({}, {})


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    formula = row(text("<text:p>x</text:p>"), '<table:table-cell table:formula="of:=1+1"/>')
    _, _, gaps = of(
        tmp_path, ods(HEADER + formula, **{"Pictures/1.png": b"", "Thumbnails/thumbnail.png": b""}), "t.ods"
    )
    assert sorted(gaps) == ["Pictures/1.png", "S1"]
    assert "the first of them B2" in gaps["S1"]


BOMB = cell("float", "7").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"', 1)
BROKEN = {
    "password": ods(HEADER, **{"META-INF/manifest.xml": "<a><manifest:encryption-data/></a>"}),
    "cut": ods(HEADER) | {"content.xml": "<office:document-content>canary-7"},
    "no content": {"mimetype": TYPE},
    "no number": ods(row(cell("float", "canary-7"))),
    "repeated": ods(row(BOMB).replace("table-row", 'table-row table:number-rows-repeated="1048576"', 1)),
    "repeated too often": ods(row(BOMB.replace("16384", "99999999999"))),
    "entities": ods(HEADER) | {"content.xml": "<!DOCTYPE a [<!ENTITY x 'canary-7'>]><a>&x;</a>"},
    "no sheets": ods(),
}


@pytest.mark.catalogue("C14", "C15")
@pytest.mark.parametrize("fault", BROKEN)
def test_broken_and_hostile_files_are_gaps_without_values(tmp_path: Path, fault: str) -> None:
    try:
        tables, _, gaps = of(tmp_path, BROKEN[fault], "t.ods")
    except SourceUnreadable as failure:
        tables, gaps = {}, {"": failure.reason}
    assert (tables, list(gaps)) == ({}, [""])
    assert "canary" not in gaps[""]
    assert ("password" in gaps[""]) == (fault == "password")


def test_other_documents_are_no_spreadsheets(tmp_path: Path) -> None:
    """The type stands first and is not compressed (OpenDocument 1.3, part 2, 3.3)."""
    with ZipFile(tmp_path / "t.odt", "w") as text:
        text.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        text.writestr("content.xml", "<text>1380013<span>8000</span></text>")
    found = next(open_targets([str(tmp_path / "t.odt")], ReadOptions()))
    assert isinstance(found, Incomplete)
    assert found.reason.startswith("an OpenDocument text or presentation, which is not read")
