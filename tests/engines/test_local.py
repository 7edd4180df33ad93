"""The loop reads ahead, merges by name, and hides no error."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.engines.local import ahead, fold


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers()))))
def test_a_fold_sums_by_name_whatever_the_batches(batches: list[list[tuple[str, int]]]) -> None:
    evidence = [dict(batch) for batch in batches]
    expected = {name: sum(e.get(name, 0) for e in evidence) for e in evidence for name in e}
    assert fold(iter(batches), dict) == expected


@given(st.lists(st.integers()))
def test_reading_ahead_keeps_every_batch_in_order(batches: list[int]) -> None:
    assert list(ahead(iter(batches))) == batches


def test_at_most_one_batch_is_read_ahead() -> None:
    read: list[int] = []

    def batches() -> Iterator[int]:
        for number in range(5):
            read.append(number)
            yield number

    for number in ahead(batches()):
        assert len(read) <= number + 2


def test_an_error_while_reading_comes_through_after_the_batches_before_it() -> None:
    def batches() -> Iterator[int]:
        yield 1
        raise ValueError("broken")

    coming = ahead(batches())
    assert next(coming) == 1
    with pytest.raises(ValueError, match="broken"):
        next(coming)
