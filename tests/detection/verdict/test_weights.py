"""Weights add up as log-odds should: nothing at chance, more with more values, never beyond what can be proven."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.detection.verdict import weights

shares = st.floats(0, 1)
chances = st.floats(1e-6, 0.9)
counts = st.integers(0, 5000)


@given(shares, chances, counts, st.floats(0.1, 9))
def test_surprise_is_never_negative_and_never_beyond_its_cap(share: float, chance: float, n: int, most: float) -> None:
    assert 0 <= weights.surprise(share, chance, n, most) <= most


@given(chances, counts)
def test_a_share_at_chance_says_nothing(chance: float, n: int) -> None:
    assert weights.surprise(chance, chance, n, 9.0) == 0.0


@given(chances, st.integers(1, 30))
def test_more_values_surprise_more(chance: float, n: int) -> None:
    assert weights.surprise(1.0, chance, n, 1e9) <= weights.surprise(1.0, chance, n + 1, 1e9)


@given(shares, st.floats(0.001, 0.3), st.integers(1, 500))
def test_likeness_stays_within_its_bounds(share: float, chance: float, n: int) -> None:
    assert weights.VALUES_ABSENT <= weights.likeness(share, chance, n, 6.0) <= 6.0


def test_a_list_that_knows_most_values_speaks_for_and_one_that_knows_few_against() -> None:
    assert weights.likeness(0.7, 0.05, 30, 7.0) > 3
    assert weights.likeness(0.15, 0.15, 30, 7.0) < -3


@pytest.mark.parametrize(
    ("share", "chance", "values", "at_chance"),
    [
        (0.1, 1 / 11, 999, True),
        (0.99, 1 / 11, 3, False),
        (1.0, 0.98, 9, False),
        (0.2, 0.09, 20, True),
        (0.2, 0.09, 999, False),
    ],
)
def test_checks_at_chance_are_told_from_checks_that_hold(
    share: float, chance: float, values: int, at_chance: bool
) -> None:
    assert weights.at_chance(share, chance, values) is at_chance


def test_a_full_header_alone_is_enough_and_loses_to_contrary_values() -> None:
    alone = weights.PRIOR + weights.header(1.0)
    assert weights.confidence(alone) >= 0.8
    assert weights.confidence(alone + weights.VALUES_ABSENT) <= 0.2
