"""Files in any encoding are read as what was written, written back as they came, or said to be incomplete."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import OutputFailed
from piiscan.model.finding import Incomplete
from piiscan.model.table import leaves
from piiscan.sources import ReadOptions, open_targets, text_encodings, write_table
from piiscan.sources.formats.encodings.judging import Unsure, judge
from piiscan.sources.formats.encodings.sampling import SIZE, sample
from piiscan.sources.formats.encodings.transcoding import TextEncoding
from piiscan.sources.formats.encodings.utf8 import first_fault
from tests.sources.languages import LANGUAGES, pairs, table
from tests.sources.roundtrip import copied, opened, read, steady

PAIRS = list(pairs())
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig")


def first_column(path: Path, **options: object) -> list[str | None]:
    return read(opened(path, **options)).to_series(1).to_list()


@pytest.mark.catalogue("C8")
@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_a_table_of_twenty_rows_is_read_in_its_encoding_and_written_in_it(language: str, encoding: str) -> None:
    for content in (table(language, 20, 1).encode(encoding), table(language, 20, 2, end="\r\n").encode(encoding)):
        assert copied(content, "t.csv") == content


@pytest.mark.parametrize(("language", "encoding"), PAIRS)
def test_a_tiny_table_is_read_rightly_or_not_at_all(language: str, encoding: str, tmp_path: Path) -> None:
    """Of the encodings in which it would be the same text, any will do."""
    for seed in range(12):
        content = table(language, 1 + seed % 3, seed).encode(encoding)
        try:
            found = judge(sample([content])) if not content.isascii() else [encoding]
        except Unsure:
            continue
        assert all(content.decode(name) == content.decode(encoding) for name in found)


@pytest.mark.catalogue("C8")
@pytest.mark.parametrize("encoding", WIDE)
@pytest.mark.parametrize("language", ["German", "Chinese", "Japanese", "Russian"])
def test_utf_16_and_32_are_told_with_and_without_a_mark(encoding: str, language: str) -> None:
    content = table(language, 20, end="\r\n").encode(encoding)
    assert copied(content, "t.csv") == content


@pytest.mark.parametrize("mark", ["utf-16-be", "utf-16-le", "utf-32-be"])
def test_a_byte_order_mark_is_kept_and_no_part_of_a_name(mark: str, tmp_path: Path) -> None:
    content = ("\ufeff" + table("German", 5)).encode(mark)
    (tmp_path / "t.csv").write_bytes(content)
    assert opened(tmp_path / "t.csv").columns[0].name == "id"
    assert copied(content, "t.csv") == content
    assert copied(content, "t.csv", encoding=mark[:6]) == content


def test_texts_keep_their_encoding_too() -> None:
    for encoding in ("gb18030", "utf-16", "utf-16-be"):
        content = ("客户来电，要求改地址。\r\n已回电确认。\n" * 5).encode(encoding)
        assert copied(content, "t.log") == content


@pytest.mark.parametrize("encoding", ["gb18030", "euc_jp", "cp932"])
def test_one_name_in_five_million_bytes_is_enough(encoding: str, tmp_path: Path) -> None:
    name = {"gb18030": "王小明"}.get(encoding, "山口さくら")
    rows = "".join(f"{i},John Smith,{'a long remark ' * 20}\n" for i in range(17_000))
    (tmp_path / "t.csv").write_bytes(f"id,name,remark\n{rows}7,{name},none\n{rows[:300_000]}".encode(encoding))
    assert name in first_column(tmp_path / "t.csv")


def test_the_sample_is_bounded_and_from_all_over_the_file() -> None:
    cells = [f"早{i}," * 30_000 for i in range(40)]
    taken = sample(cell.encode("gb18030") for cell in cells).decode("gb18030")
    assert len(taken.encode("gb18030")) < 2 * SIZE
    assert "早0\n" in taken
    assert any(f"早{i}\n" in taken for i in range(30, 40))


@pytest.mark.catalogue("C8")
@pytest.mark.parametrize(
    ("language", "encoding"), [("Chinese", "gb18030"), ("Japanese", "euc_jp"), ("Chinese", "utf-8")]
)
def test_a_damaged_byte_is_incomplete_wherever_it_stands(language: str, encoding: str, tmp_path: Path) -> None:
    content = table(language, 2000).encode(encoding)
    for at in (30, len(content) // 2, len(content) - 20):
        (tmp_path / "t.csv").write_bytes(content[:at] + b"\xff\xff" + content[at:])
        gap = opened(tmp_path / "t.csv")
        assert isinstance(gap, Incomplete)
        assert "byte" in gap.reason


def test_what_is_not_sure_is_said_with_the_encodings_that_fit_and_read_in_the_one_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes("id,name\n1,Muñoz\n2,Peña\n".encode("cp1252"))
    reason = opened(tmp_path / "t.csv").reason
    assert reason.startswith("byte 12 is not valid UTF-8, and no other encoding is sure (cp1252, cp1250")
    assert reason.endswith("would fit): name it with --encoding")
    assert first_column(tmp_path / "t.csv", encoding="cp1252") == ["Muñoz", "Peña"]


def test_no_language_is_seen_in_a_few_stray_bytes() -> None:
    for stray in (b"\xff", b"\xfe\xff", b"\xff\xfe\x80", b"\xa0\xb7", b"\x92"):
        with pytest.raises(Unsure):
            judge(sample([b"id,name\n1,x" + stray + b"\n"]))


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "gb18030", "utf-16"])
def test_a_named_encoding_is_kept_to_and_its_first_wrong_byte_named(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"id,name\n1,canary\xff\xff\n")
    reason = opened(tmp_path / "t.csv", encoding=encoding).reason
    assert reason.startswith("byte ")
    assert f"cannot be decoded as {encoding}" in reason
    assert "canary" not in reason


def test_bytes_with_zeros_are_no_text_unless_they_clearly_are(tmp_path: Path) -> None:
    for content in (b"id,name\n1,x\0\n", b"\0\1\2\3" * 50, bytes(range(256)) * 4, b"id,name\n" * 50 + b"\0" * 30):
        (tmp_path / "t.csv").write_bytes(content)
        assert isinstance(opened(tmp_path / "t.csv"), Incomplete)


def test_mail_encodings_of_escapes_are_incomplete_until_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table("Japanese", 9).replace("ナカムラケン", "山口").encode("iso2022_jp"))
    found = list(leaves(open_targets([str(tmp_path)], ReadOptions())))
    assert [type(item) for item in found][1:] == [Incomplete]
    assert "--encoding iso2022_jp" in found[1].reason
    assert "番号" in [column.name for column in opened(tmp_path / "t.csv", encoding="iso2022_jp").columns]


MOJIBAKE = {
    "lost characters": "id,name\n1,张伟\n2,\ufffd\ufffd\n",
    "lost, then read as GBK": "id,name\n1,x\n2,锟斤拷锟斤拷\n",
    "UTF-8 read as Latin-1": "id,name\n1,x\n2," + "Jürgen".encode().decode("latin-1"),
    "UTF-8 read as code page 1252": "id,name\n1,x\n2," + "José".encode().decode("cp1252"),
    "Han in UTF-8 read as Latin-1": "id,name\n1,x\n2," + "王小明".encode().decode("latin-1"),
    "Han in UTF-8 read as GBK": "id,name\n1,x\n2," + "上海市浦东新区".encode().decode("gb18030", "ignore"),
    "kana in UTF-8 read as Shift-JIS": "id,name\n1,x\n2," + "さくらタワー".encode().decode("cp932", "ignore"),
    "a Windows code page read as Latin-1": "id,name\n1,x\n2," + "Dvořák – Šimek".encode("cp1250").decode("latin-1"),
}


@pytest.mark.catalogue("C8")
@pytest.mark.parametrize("kind", MOJIBAKE)
def test_mojibake_is_read_and_incomplete_by_the_line(kind: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(MOJIBAKE[kind], "utf-8")
    table, doubt = leaves(open_targets([str(tmp_path / "t.csv")], ReadOptions()))
    assert read(table).height == 2
    assert isinstance(doubt, Incomplete)
    assert doubt.reason.startswith("line 3 holds characters that were lost or misread")


@pytest.mark.parametrize("wrong", ["latin-1", "gb18030", "cp1252"])
def test_a_named_encoding_that_is_wrong_does_not_pass_for_clean(wrong: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(table("Chinese", 30), "utf-8")
    assert any(
        isinstance(item, Incomplete)
        for item in leaves(open_targets([str(tmp_path / "t.csv")], ReadOptions(encoding=wrong)))
    )


def test_good_text_of_every_language_raises_no_doubt() -> None:
    for name in LANGUAGES:
        assert first_fault([table(name, 300).encode()]) is None
    quoted = "«L’ÉTÉ», „IRMÃ”, Ä»Ö, Ø–Å, «À»…; 5 £/m² ± 1°; Â; “ÃO”\n"
    assert first_fault([quoted.encode()]) is None


@steady
@given(st.text("a,\n王小é🙂한", min_size=1, max_size=60), st.integers(1, 9))
def test_utf8_is_utf8_wherever_it_is_cut(text: str, size: int) -> None:
    content = text.encode()
    assert first_fault(content[i : i + size] for i in range(0, len(content), size)) is None
    broken = content + b"\xe7"
    fault = first_fault(broken[i : i + size] for i in range(0, len(broken), size))
    assert fault is not None
    assert (fault.kind, fault.offset) == ("undecodable", len(content))


@settings(steady, max_examples=25)
@given(st.text(st.characters(codec="gb18030", exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_text_comes_out_of_a_named_encoding_byte_for_byte(text: str) -> None:
    content = f"A line.\n{text}\n".encode("gb18030")
    assert copied(content, "t.txt", encoding="gb18030") == content


def test_a_mask_that_writes_what_the_encoding_lacks_fails_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(table("German", 20).encode("cp1252"))
    data = opened(tmp_path / "t.csv")
    masked = (frame.with_columns(pl.lit("某人").alias("name")) for frame in data.batches())
    with pytest.raises(OutputFailed, match=r"t\.csv: a masked value holds a character .* cp1252") as failure:
        write_table(data, masked, tmp_path / "out" / "t.csv")
    assert "某" not in str(failure.value)
    assert list((tmp_path / "out").iterdir()) == []


def test_what_files_are_in_is_known_by_key(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table("Chinese", 20).encode("gbk"))
    (tmp_path / "b.log").write_bytes("客户来电\n".encode("utf-16-le"))
    (tmp_path / "c.csv").write_text(table("German", 5), "utf-8")
    assert text_encodings(open_targets([str(tmp_path)], ReadOptions())) == {"a.csv": "gb18030", "b.log": "utf-16-le"}


def test_a_file_is_transcoded_block_by_block() -> None:
    taken: list[bytes] = []
    content = table("Chinese of Taiwan", 2000).encode("big5")

    def blocks() -> Iterator[bytes]:
        for start in range(0, len(content), 1001):
            taken.append(content[start : start + 1001])
            yield taken[-1]

    layer = TextEncoding("big5", "t.csv")
    for number, _ in enumerate(layer.encode(layer.decode(blocks()))):
        assert len(taken) <= number + 1
    assert len(taken) > 20
