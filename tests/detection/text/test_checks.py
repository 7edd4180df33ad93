from __future__ import annotations

import pytest

from piiscan.detection.text.scores import THRESHOLD, weigh
from tests.detection.text.made import spans


def identity(birth: str, *, valid: bool) -> str:
    """A resident number of nobody: an area code that was never given out (GB 11643-1999, MOD 11-2)."""
    stem = f"110199{birth}999"
    total = sum(int(digit) * 2 ** (17 - at) for at, digit in enumerate(stem))
    check = (12 - total % 11) % 11
    return stem + "0123456789X"[check if valid else (check + 5) % 11]


def test_a_wrong_check_digit_lowers_the_score_and_keeps_the_finding() -> None:
    (right,) = spans(identity("19900307", valid=True))
    (wrong,) = spans(identity("19900307", valid=False) + " 身份证")
    (bare,) = [*spans(identity("19900307", valid=False)), None][:1]
    assert right.score > 0.95
    assert THRESHOLD <= wrong.score < right.score
    assert bare is None or bare.score < wrong.score


@pytest.mark.parametrize("prior", [0.05, 0.3, 0.6, 0.95, 1.0])
def test_evidence_moves_the_score_the_way_it_points(prior: float) -> None:
    plain = weigh(prior, None, 1.0, near=False)
    assert weigh(prior, True, 0.1, near=False) > plain > weigh(prior, False, 0.1, near=False)
    assert 0 < plain < weigh(prior, None, 1.0, near=True) <= 1


def test_the_weakest_pattern_is_told_with_a_context_word_and_dropped_without() -> None:
    assert weigh(0.05, None, 1.0, near=True) >= THRESHOLD > weigh(0.05, None, 1.0, near=False)
