from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.search.inside import Inside
from piiscan.detection.text.patterns import spanning
from piiscan.model.recognizer import Edges, Pattern
from tests.detection.text.made import MOBILE, found

BODIES = {"digit": "1[0-9]{3}[ -]?[0-9]{3}", "word": "[A-Z][0-9]{3}", "none": "9[0-9]9"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("回电13800138000。", ["13800138000"]),
        ("tel_13800138000_x", ["13800138000"]),
        ("user13800138000.txt", ["13800138000"]),
        ("13800138000,13900139000", ["13800138000", "13900139000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("费用13800138000.50元", []),
        ("0.13800138000", []),
        ("138001380001", []),
        ("手机１３８００１３８０００", ["１３８００１３８０００"]),
    ],
)
def test_a_number_is_found_beside_anything_but_digits(text: str, numbers: list[str]) -> None:
    assert [value for value, _ in found(text)] == numbers


@given(st.text("019A. _-年é", min_size=1, max_size=24), st.sampled_from(sorted(BODIES)))
def test_the_search_over_columns_says_exactly_which_texts_hold_a_match(text: str, edges: Edges) -> None:
    pattern = Pattern(BODIES[edges], edges)
    held = list(Inside([replace(MOBILE, patterns=(pattern,))])(pl.DataFrame({"at": [0], "value": [text]})))
    assert bool(held) == bool(spanning(pattern).search(text))


@pytest.mark.parametrize(
    ("text", "tickets"),
    [("票号A123456", 1), ("A123456", 0), ("ticket A123456", 1), ("tickets: A123456", 1), ("cricket A123456", 0)],
)
def test_a_weak_pattern_needs_a_word_beside_it(text: str, tickets: int) -> None:
    assert len(found(text)) == tickets
