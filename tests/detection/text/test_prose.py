"""Models read what is prose, piece by piece, and each piece stands where it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.text.prose import prose

_PARTS = st.sampled_from(
    ["<p>", "</p>", "<BR/>", "<td class='a'>", "Dear Ann Lee,", " <b>", "a < b", "key=", "\n", "[x]"]
)


@given(st.lists(_PARTS).map("".join))
def test_a_piece_is_what_stands_there(text: str) -> None:
    for start, piece in prose(text):
        assert text[start : start + len(piece)] == piece


@pytest.mark.parametrize(
    ("page", "pieces"),
    [
        ("<p>Dear Ann Lee,</p><p>your order is here</p>", ["Dear Ann Lee,", "your order is here"]),
        ("Dear Ann Lee,<br />thank you", ["Dear Ann Lee,", "thank you"]),
        ('<TD width="40">Ann Lee</TD>', ["Ann Lee"]),
        ("by <b>Ann</b> Lee", ["by <b>Ann</b> Lee"]),
        ("a <p and no tag", ["a <p and no tag"]),
    ],
)
def test_words_of_different_blocks_of_a_page_are_not_read_together(page: str, pieces: list[str]) -> None:
    assert [piece for _, piece in prose(page) if piece] == pieces
