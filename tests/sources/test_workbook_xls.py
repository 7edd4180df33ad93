"""Binary workbooks: scanned, with all that is not read said; copies are workbooks of values in .xlsx form."""

from __future__ import annotations

import datetime as dt
import random
from io import BytesIO
from pathlib import Path
from struct import pack

import openpyxl
import pytest

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete
from tests.sources.binary_workbook import Formula, Rk, compound, record, short, xls
from tests.sources.roundtrip import opened
from tests.sources.workbooks import copied, members, of

TABLE = [["姓名", "手机"], ["王小明", 13800138000.0], ["李雷", "007"]]


def test_cells_of_every_sheet_are_read(tmp_path: Path) -> None:
    tables, texts, gaps = of(tmp_path, xls({"客户": TABLE, "old": TABLE}, hidden="old"), "t.xls")
    assert (list(tables), texts, gaps) == (["客户", "old"], {}, {})
    assert tables["old"].to_dicts() == [{"姓名": "王小明", "手机": "13800138000"}, {"姓名": "李雷", "手机": "007"}]


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    notes = record(0x1C, b"\0" * 12) + record(0x14) + record(0x15, b"canary-7")
    _, _, gaps = of(tmp_path, xls({"S": TABLE}, extra=notes, **{"\x05SummaryInformation": b"canary-7"}), "t.xls")
    assert list(gaps) == ["SummaryInformation", "comments", "headers and footers"]
    assert "canary" not in str(gaps)


def properties(page: int, *values: bytes, names: bytes = b"") -> bytes:
    """A set of properties; its first value is its code page."""
    bodies = [pack("<HxxHxx", 2, page), *values, *([names] if names else [])]
    numbers = [1, *range(2, 2 + len(values)), *([0] if names else [])]
    at, listed = 8 + 8 * len(bodies), b""
    for number, body in zip(numbers, bodies, strict=True):
        listed += pack("<II", number, at)
        at += len(body)
    head = pack("<HHI16sI16sI", 0xFFFE, 0, 0, bytes(16), 1, bytes(16), 48)
    return head + pack("<II", at, len(bodies)) + listed + b"".join(bodies)


def said(text: bytes) -> bytes:
    return pack("<HxxI", 0x1E, len(text) + 1) + text + b"\0"


def test_properties_are_scanned(tmp_path: Path) -> None:
    named = pack("<III", 1, 2, 7) + "客户".encode("gbk") + b"xy\0"
    summary = properties(936, said("王小明".encode("gbk")), pack("<HxxQ", 0x40, 7), names=named)
    other = properties(1200, pack("<HxxI", 0x1F, 3) + "李雷\0".encode("utf-16-le"), pack("<Hxxd", 5, 13800138000.0))
    streams = {"\x05SummaryInformation": summary, "\x05DocumentSummaryInformation": other}
    tables, texts, gaps = of(tmp_path, xls({"S": TABLE}, **streams), "t.xls")
    assert texts == {"SummaryInformation": "王小明\n客户xy\n", "DocumentSummaryInformation": "李雷\n13800138000\n"}
    assert (list(tables), gaps) == (["S"], {})
    assert members(copied(tmp_path / "t.xls"))[1:] == ({}, {})


def test_properties_of_unknown_kinds_are_gaps(tmp_path: Path) -> None:
    _, texts, gaps = of(
        tmp_path, xls({"S": TABLE}, **{"\x05SummaryInformation": properties(936, pack("<HxxI", 0x41, 0))}), "t.xls"
    )
    assert (texts, list(gaps)) == ({}, ["SummaryInformation"])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "is protected by a password: save it without one"),
        (xls({"S": TABLE}, extra=record(0x2F, bytes(54))), "is protected by a password: save it without one"),
        (compound({"Book": b""}), "a workbook of Excel 95 or older, which is not read: save it as .xlsx"),
        (xls({"S": TABLE})[:600], "damaged or cut short: open it in the program that it comes from and save it again"),
    ],
    ids=["locked xlsx", "locked", "old", "cut"],
)
def test_what_cannot_be_opened_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    assert of(tmp_path, content, "t.xls") == ({}, {}, {"": reason})


def test_other_compound_files_are_no_workbooks(tmp_path: Path) -> None:
    assert "not text" in of(tmp_path, compound({"WordDocument": b""}), "t.doc")[2][""]


STR, INT_ARRAY = b"\x17" + short("Zhang "), b"\x60" + bytes(7)
TYPED = [
    ["name", "day", "amount", "vip", "sum", "label", "rate"],
    ["王", dt.date(1990, 3, 7), 13800138000.0, True, Formula(2.5, b"\x24" + bytes(4)), Formula("Zhang 1", STR), 0.1],
    [None, dt.date(2020, 1, 1), -5.0, False, Formula(13.0, b"\x1e\x0d\x00"), None, Rk(-7 << 2 & 0xFFFFFFFF | 3)],
]
SEEN = [
    ("王", "1990-03-07", "13800138000", "true", "2.5", "Zhang 1", "0.1"),
    (None, "2020-01-01", "-5", "false", "13", None, "-0.07"),
]


def test_a_copy_is_a_workbook_of_the_same_values_and_types(tmp_path: Path) -> None:
    tables, _, _ = of(tmp_path, xls({"客户": TYPED, "old": TABLE}, hidden="old"), "t.xls")
    assert tables["客户"].rows() == SEEN
    copy = copied(tmp_path / "t.xls")
    assert {name: table.rows() for name, table in members(copy)[0].items()} == {
        name: table.rows() for name, table in tables.items()
    }
    book = openpyxl.load_workbook(BytesIO(copy.read_bytes()))
    assert {sheet.title: sheet.sheet_state for sheet in book} == {"客户": "visible", "old": "hidden"}
    cells = [(cell.value, cell.data_type) for cell in book["客户"][2]]
    assert cells == [
        *[("王", "s"), (dt.datetime(1990, 3, 7), "d"), (13800138000, "n"), (True, "b")],
        *[(2.5, "n"), ("Zhang 1", "s"), (0.1, "n")],
    ]


def test_rows_above_and_between_others_keep_their_place(tmp_path: Path) -> None:
    rows = [[], [], [None, None, "name", "amount"], [None, None, "x", 1.0], [], [None, None, "y", 2.0]]
    tables, _, _ = of(tmp_path, xls({"S": rows}), "t.xls")
    assert tables["S"].rows() == [("x", "1"), (None, None), ("y", "2")]


def test_what_is_written_in_formulas_is_scanned_and_counted_and_not_copied(tmp_path: Path) -> None:
    phone = b"\x1f" + pack("<d", 13800138000.0)
    behind = b"\x00\x00\x00" + b"\x02" + pack("<HB", 8, 0) + b"canary-7"
    odd, choice = b"\x18\x1d" + bytes(4), b"\x19\x04\x00\x00" + bytes(2) + STR
    body = [["name", Formula(0.0, tokens)] for tokens in (STR, phone, choice)]
    content = xls({"S": [["name", "amount"], *body, ["x", Formula(0.0, INT_ARRAY, behind)]]})
    _, texts, gaps = of(tmp_path, content, "t.xls")
    assert "".join(texts.values()).split("\n") == ["Zhang ", "13800138000", "canary-7", ""]
    assert gaps == {}
    (table,) = [member for member in opened(tmp_path / "t.xls").members() if hasattr(member, "columns")]
    assert [column.formulas for column in table.columns] == [0, 4]
    assert members(copied(tmp_path / "t.xls"))[1:] == ({}, {})
    gaps = of(tmp_path, xls({"S": [["name", "amount"], ["x", Formula(0.0, odd)]]}), "t.xls")[2]
    assert gaps == {"formulas": "not read in .xls files: save it as .xlsx"}


def test_flipped_bits_are_gaps_and_never_crashes(tmp_path: Path) -> None:
    content = xls({"S": [["name", "canary-7"]] * 9})
    dice = random.Random(5)
    for _ in range(80):
        broken = bytearray(content)
        broken[dice.randrange(8, len(content))] ^= 1 << dice.randrange(8)
        (tmp_path / "t.xls").write_bytes(broken)
        if hasattr(book := opened(tmp_path / "t.xls"), "members"):
            try:
                reasons = [member.reason for member in book.members() if isinstance(member, Incomplete)]
            except SourceUnreadable as failure:
                reasons = [failure.reason]
            assert "canary" not in "".join(reasons)
