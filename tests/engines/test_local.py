"""The loop reads ahead, merges by name, and hides no error."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from piiscan.engines.local import ahead, fold


@given(st.lists(st.lists(st.tuples(st.sampled_from("abc"), st.integers()))))
def test_a_fold_sums_by_name_whatever_the_batches(batches: list[list[tuple[str, int]]]) -> None:
    together = [pair for batch in batches for pair in batch]
    expected = {name: sum(number for other, number in together if other == name) for name, _ in together}
    assert fold(iter(batches), iter) == expected


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


def test_what_is_left_behind_can_be_collected_by_the_thread_that_reads() -> None:
    """As the garbage of a run that failed is, by whichever thread comes to it."""
    left: list[Iterator[int]] = []
    closed = threading.Event()

    def batches() -> Iterator[int]:
        yield 1
        ready.wait(10)
        left.pop().close()  # type: ignore[attr-defined]
        closed.set()
        yield 2

    ready = threading.Event()
    coming = ahead(batches())
    left.append(coming)
    assert next(coming) == 1
    ready.set()
    assert closed.wait(10)
