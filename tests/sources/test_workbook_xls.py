"""Binary workbooks: scanned, with all that is not read said; no masked copy is made of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.finding import Incomplete
from tests.sources.binary_workbook import compound, record, xls
from tests.sources.roundtrip import opened
from tests.sources.workbooks import copied, of

TABLE = [["姓名", "手机"], ["王小明", 13800138000.0], ["李雷", "007"]]


def test_cells_of_every_sheet_are_read(tmp_path: Path) -> None:
    tables, texts, gaps = of(tmp_path, xls({"客户": TABLE, "old": TABLE}, hidden="old"), "t.xls")
    assert (list(tables), texts, gaps) == (["客户", "old"], {}, {})
    assert tables["old"].to_dicts() == [{"姓名": "王小明", "手机": "13800138000"}, {"姓名": "李雷", "手机": "007"}]


def test_what_is_not_read_is_named(tmp_path: Path) -> None:
    notes = record(0x1C, b"\0" * 12) + record(0x14) + record(0x15, b"canary-7")
    _, _, gaps = of(tmp_path, xls({"S": TABLE}, extra=notes, **{"\x05SummaryInformation": b"canary-7"}), "t.xls")
    assert list(gaps) == ["comments", "headers and footers", "SummaryInformation"]
    assert "canary" not in str(gaps)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "is protected by a password: save it without one"),
        (xls({"S": TABLE}, extra=record(0x2F, bytes(54))), "is protected by a password: save it without one"),
        (compound({"Book": b""}), "a workbook of Excel 95 or older, which is not read: save it as .xlsx"),
        (xls({"S": TABLE})[:600], "damaged or cut short: open it in a spreadsheet program and save it again"),
    ],
    ids=["locked xlsx", "locked", "old", "cut"],
)
def test_what_cannot_be_opened_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    assert of(tmp_path, content, "t.xls") == ({}, {}, {"": reason})


def test_other_compound_files_are_no_workbooks(tmp_path: Path) -> None:
    assert "not text" in of(tmp_path, compound({"WordDocument": b""}), "t.doc")[2][""]


def test_no_masked_copy_is_written_and_the_message_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "t.xls").write_bytes(xls({"S": TABLE}))
    with pytest.raises(
        UsageError, match=r"masked copies of \.xls files are not written: save it as \.xlsx and mask that"
    ):
        copied(tmp_path / "t.xls")
    assert not (tmp_path / "out" / "t.xls").exists()


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
