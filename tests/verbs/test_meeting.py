"""Columns that share their values are found without comparing every pair, and are the same ones."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.verbs.meeting import SHARED, Meeting, shares

SKETCHES = st.lists(st.sets(st.integers(0, 60), min_size=1, max_size=40), max_size=6)


def compared(one: set[int], other: set[int], fewest: int) -> bool:
    """The definition: the smaller sketch below the largest hash that both have seen, element by element."""
    seen = min(max(one), max(other))
    small, large = sorted(({h for h in one if h <= seen}, {h for h in other if h <= seen}), key=len)
    return len(small) >= fewest and len(small & large) >= max(fewest, SHARED * len(small))


@settings(max_examples=500)
@given(SKETCHES, st.integers(1, 8))
def test_no_two_columns_that_share_values_are_missed(sets: list[set[int]], fewest: int) -> None:
    sketches = [np.array(sorted(values), np.uint64) for values in sets]
    meeting = Meeting(sketches)
    for (a, one), (b, other) in combinations(enumerate(sketches), 2):
        expected = compared(sets[a], sets[b], fewest)
        assert shares(one, other, fewest) == expected
        assert not expected or b in meeting.of(one) or a in meeting.of(other)


def test_columns_without_a_common_value_are_not_even_compared() -> None:
    sketches = [np.arange(start, start + 50, dtype=np.uint64) for start in range(0, 5000, 50)]
    assert all(Meeting(sketches).of(sketch).tolist() == [place] for place, sketch in enumerate(sketches))
