"""detect and mask_text: one call for a string, and one for a column."""

from __future__ import annotations

import polars as pl

import piiscan

NOTES = pl.Series("note", ["call 13800138000", None, "", "nothing"])


def test_a_column_gives_a_column_of_spans_that_cut_it() -> None:
    found = piiscan.detect(NOTES, text="off")
    assert (found.name, len(found)) == ("note", 4)
    assert found.list.len().to_list() == [1, 0, 0, 0]
    first = found[0][0]
    assert NOTES[0][first["start"] : first["end"]] == "13800138000"
    assert piiscan.detect(NOTES.clear(), text="off").dtype == found.dtype


def test_a_string_gives_its_own_spans() -> None:
    assert [span.entity for span in piiscan.detect("call 13800138000", text="off")] == ["CN_MOBILE"]


def test_masking_keeps_name_length_and_nulls() -> None:
    masked = piiscan.mask_text(NOTES, text="off")
    assert masked.name == "note"
    assert masked.to_list() == ["call <CN_MOBILE>", None, "", "nothing"]
    assert piiscan.mask_text("call 13800138000", text="off") == "call <CN_MOBILE>"
