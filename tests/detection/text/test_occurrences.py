"""Every place of every word is found, in code points, whatever stands around it."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.text.occurrences import occurrences

LETTERS = "ab=中é"


@given(
    st.lists(st.text(LETTERS, max_size=12), max_size=5),
    st.lists(st.text(LETTERS, min_size=1, max_size=3), max_size=4, unique=True),
)
def test_each_place_of_a_word_is_told_once(texts: list[str], words: list[str]) -> None:
    found = list(occurrences(pl.Series(texts, dtype=pl.String), words))
    places = {
        (number, text, at)
        for number, text in enumerate(texts)
        for at in range(len(text))
        if any(text.startswith(word, at) for word in words)
    }
    assert set(found) == places
    assert len(found) == len(places)
