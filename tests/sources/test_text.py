"""Plain text: lines with their line ends, and the same bytes again."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.sources import write_document
from tests.sources.roundtrip import copied, opened, steady


@steady
@given(st.text(st.sampled_from("ab汉é \r\n\t"), min_size=1, max_size=40), st.booleans())
def test_texts_come_out_byte_for_byte(text: str, bom: bool) -> None:
    content = b"\xef\xbb\xbf" * bom + f"A text.\n{text}".encode()
    assert copied(content, "t.txt") == content


def test_a_part_is_a_line_with_its_end(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_bytes(b"\xef\xbb\xbfone\r\n\ntwo\nthree")
    assert pl.concat(opened(tmp_path / "t.txt").parts()).to_list() == ["one\r\n", "\n", "two\n", "three"]


@pytest.mark.catalogue("B45")
def test_lines_that_cross_blocks_are_whole(tmp_path: Path) -> None:
    lines = [f"{i} " + "汉" * (i % 977) + "\n" for i in range(8000)]
    (tmp_path / "t.txt").write_text("".join(lines))
    parts = list(opened(tmp_path / "t.txt").parts())
    assert len(parts) > 1
    assert pl.concat(parts).to_list() == lines


def test_masked_lines_are_written_in_place(tmp_path: Path) -> None:
    (tmp_path / "t.log").write_bytes(b"call Anna\nbye\n")
    document = opened(tmp_path / "t.log")
    write_document(document, (p.str.replace("Anna", "<PERSON>") for p in document.parts()), tmp_path / "o.log")
    assert (tmp_path / "o.log").read_bytes() == b"call <PERSON>\nbye\n"


def test_markdown_is_a_text_tables_and_front_matter_included(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nFrom: a\nDate: b\nSubject: c\n---\n\n# Title\n\n- one, two\n")
    (tmp_path / "b.md").write_text("| Name | Phone |\n|------|-------|\n| a | 1 |\n| b | 2 |\n")
    assert [opened(tmp_path / name).format for name in ("a.md", "b.md")] == ["text", "text"]
