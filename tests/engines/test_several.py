"""Work on several items at the same time comes back in their order, and what one raises stays its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from piiscan.engines.local import several


def done(give: Callable[[], int]) -> int | str:
    try:
        return give()
    except ValueError as failed:
        return str(failed)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_results_come_in_order_within_the_limit(limit: int) -> None:
    lock, running, most = threading.Lock(), 0, 0

    def work(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01 * (number % 3))
        with lock:
            running -= 1
        if number == 4:
            raise ValueError("fourth")
        return number * number

    found = [(item, done(give)) for item, give in several(iter(range(9)), work, lambda item: limit)]
    assert found == [(n, "fourth" if n == 4 else n * n) for n in range(9)]
    assert most <= limit


def test_an_item_that_allows_no_other_waits_for_all_before_it() -> None:
    order: list[int] = []
    for _, give in several(iter(range(4)), order.append, lambda item: 1 if item == 2 else 3):
        give()
    assert set(order[:2]) == {0, 1}
    assert order[2:] == [2, 3]
