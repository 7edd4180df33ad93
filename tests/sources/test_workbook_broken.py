"""Workbooks that are broken, locked or hostile are gaps with a reason that holds no value; nothing is ever fetched."""

from __future__ import annotations

import random
import socket
from io import BytesIO
from pathlib import Path
from time import process_time
from zipfile import ZipFile

import openpyxl
import pytest

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from piiscan.pipeline.scanning import scan
from tests.sources.roundtrip import opened
from tests.sources.workbooks import MAIN, TEXTS, copied, of, parts, relations, rows, zipped

TABLE = rows(("name", "city"), ("canary-7", "y"))
BOMB = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))


def sheet(text: str, before: str = "") -> dict[str, str | bytes]:
    content = parts(TABLE)
    content["xl/worksheets/sheet1.xml"] = f"{before}<worksheet xmlns='{MAIN}'><sheetData>{text}</sheetData></worksheet>"
    return content


def without(name: str) -> dict[str, str | bytes]:
    return {part: content for part, content in parts(TABLE).items() if part != name}


BROKEN = {
    "no sheet part": without("xl/worksheets/sheet1.xml"),
    "cut xml": sheet("<row><c><v>canary-7"),
    "no number": sheet("<row><c><v>canary-7</v></c></row>"),
    "not a number": sheet("<row><c><v>NaN</v></c></row>"),
    "no such string": sheet('<row><c t="s"><v>7</v></c></row>'),
    "negative string": sheet('<row><c t="s"><v>-1</v></c></row>'),
    "no such style": parts(
        '<row><c s="9"><v>1</v></c></row>', styles=f"<a xmlns='{MAIN}'><cellXfs><xf/></cellXfs></a>"
    ),
    "row 0": sheet('<row r="0"><c><v>1</v></c></row>'),
    "rows backwards": sheet('<row r="5"><c><v>1</v></c></row><row r="4"><c><v>1</v></c></row>'),
    "cells backwards": sheet('<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'),
    "no such column": sheet('<row><c r="canary-7"><v>1</v></c></row>'),
    "column ZZZZ": sheet('<row><c r="ZZZZ1"><v>1</v></c></row>'),
    "row 10^9": sheet('<row r="1000000000"><c><v>1</v></c></row>'),
    "entity bomb": sheet(TEXTS.format("&e11;"), f"<!DOCTYPE a [<!ENTITY e0 'canary-7'>{BOMB}]>"),
    "external entity": sheet(TEXTS.format("&x;"), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    "external dtd": sheet("", '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/canary-7.dtd">'),
    "deep": parts(TABLE, beside="<a>" * 5_000 + "</a>" * 5_000),
    "bad number format": parts(TABLE, styles="<styleSheet><numFmt numFmtId='canary-7' formatCode='0'/></styleSheet>"),
    "no relations": without("xl/_rels/workbook.xml.rels"),
    "bad merge": parts(TABLE, beside='<mergeCells><mergeCell ref="canary-7"/></mergeCells>'),
}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_workbooks_are_gaps_without_values(tmp_path: Path, fault: str) -> None:
    start = process_time()
    tables, texts, gaps = of(tmp_path, BROKEN[fault])
    assert gaps
    assert "canary" not in str(gaps)
    assert (tables, texts) == ({}, {})
    assert process_time() - start < 2


def test_one_broken_sheet_does_not_hide_the_others(tmp_path: Path) -> None:
    tables, _, gaps = of(tmp_path, parts(TABLE, "<row><c><v>canary-7</v></c></row>", TABLE))
    assert (list(tables), list(gaps)) == (["S1", "S3"], ["S2"])
    assert list(of(tmp_path, copied(tmp_path / "t.xlsx").read_bytes())[0]) == ["S1", "S3"]


@pytest.mark.catalogue("C15")
@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        ("xl/media/image1.png", bytes(20 << 20), "a zip bomb"),
        ("xl/worksheets/sheet1.xml", f"<worksheet xmlns='{MAIN}'>" + " " * (10 << 20), "a zip bomb"),
    ],
)
def test_zip_bombs_are_refused_before_anything_is_unpacked(
    tmp_path: Path, part: str, content: str | bytes, reason: str
) -> None:
    assert reason in of(tmp_path, parts(TABLE) | {part: content})[2][""]


def test_too_many_parts_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiscan.sources.formats.workbook.package.PARTS", 5)
    assert of(tmp_path, parts(TABLE))[2] == {"": "has more than 5 parts"}


@pytest.mark.catalogue("C15")
def test_too_much_at_once_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("piiscan.sources.formats.workbook.markup.LONGEST", 1 << 18)
    noise = random.Random(3).randbytes(400_000).hex()
    assert list(of(tmp_path, parts(TABLE + f"<row>{TEXTS.format(noise)}</row>"))[2]) == ["S1"]


@pytest.mark.catalogue("C15")
def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    diagonal = "".join(
        f'<row r="{100 * i}"><c r="{c}{100 * i}"><v>1</v></c></row>' for i, c in enumerate("ABCDEFGH", 1)
    )
    far = "".join(f'<row r="{1048570 + i}"><c r="XF{c}{1048570 + i}"><v>1</v></c></row>' for i, c in enumerate("ABCD"))
    assert of(tmp_path, parts(diagonal + far))[2] == {}
    wide = "".join(
        f'<c r="{a}{b}1"><v>1</v></c>' for a in "ABCDEFGHIJKLMNOPQRSTUVW" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    reason = of(tmp_path, parts(f"<row>{wide}</row><row r='1048576'><c><v>1</v></c></row>"))[2]["S1"]
    assert reason == "its rows and columns span more than 536,870,912 cells"


def test_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    packed = BytesIO(zipped(parts(TABLE)))
    with ZipFile(packed, "a") as archive:
        archive.writestr("XL/workbook.xml", "<workbook/>")
    assert of(tmp_path, packed.getvalue())[2] == {"": "two of its parts have the same name"}


def test_binary_workbooks_are_told_what_to_do_about(tmp_path: Path) -> None:
    content = parts(TABLE) | {"_rels/.rels": relations(("officeDocument", "xl/workbook.bin")), "xl/workbook.bin": b"\0"}
    assert of(tmp_path, content, "t.xlsb")[2][""] == "a binary workbook (.xlsb), which is not read: save it as .xlsx"


def test_cut_workbooks_are_told_from_other_zip_files(tmp_path: Path) -> None:
    content = zipped(parts(TABLE))
    assert of(tmp_path, content[: len(content) // 2])[2][""].startswith("a workbook that is damaged or cut short")


def test_names_that_are_not_the_utf8_they_say_are_a_gap(tmp_path: Path) -> None:
    content = zipped({"\xe9": ""} | parts(TABLE)).replace("\xe9".encode(), b"\x81\xa9")
    assert of(tmp_path, content)[2][""].startswith("a workbook that is damaged or cut short")


@pytest.mark.catalogue("C15")
def test_flipped_bits_are_gaps_and_never_crashes(tmp_path: Path) -> None:
    content = zipped(parts(TABLE, TABLE, **{"xl/comments1.xml": "<a>canary-7</a>"}))
    dice = random.Random(5)
    for _ in range(80):
        broken = bytearray(content)
        broken[dice.randrange(4, len(content))] ^= 1 << dice.randrange(8)
        (tmp_path / "t.xlsx").write_bytes(broken)
        if not isinstance(book := opened(tmp_path / "t.xlsx"), Incomplete) and hasattr(book, "members"):
            try:
                gaps = [member.reason for member in book.members() if isinstance(member, Incomplete)]
            except SourceUnreadable as failure:
                gaps = [failure.reason]
            assert "canary" not in "".join(gaps)


def test_a_workbook_without_sheets_of_cells_is_a_gap(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.create_chartsheet("chart")
    book.properties.creator = None
    book.save(tmp_path / "t.xlsx")
    tables, _, gaps = of(tmp_path, (tmp_path / "t.xlsx").read_bytes())
    assert (tables, gaps[""]) == ({}, "has no sheet with cells, so no table was read")
    assert of(tmp_path, parts())[2][""] == "has no sheet with cells, so no table was read"


def test_an_empty_sheet_is_no_table_and_no_gap(tmp_path: Path) -> None:
    assert of(tmp_path, parts(""))[0::2] == ({}, {})


def test_a_scan_is_not_complete_without_every_sheet(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(zipped(parts(TABLE, "<row><c><v>canary-7</v></c></row>")))
    findings = scan(tmp_path / "t.xlsx", text="off")
    assert [gap.source for gap in findings.incomplete] == [f"{tmp_path}/t.xlsx!S2"]
    assert [table.key for table in findings.tables] == ["t.xlsx!S1"]
