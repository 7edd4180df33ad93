"""The loop on one machine: the next batch is read while this one is worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import Protocol, Self, TypeVar


class Evidence(Protocol):
    """Anything that merges."""

    def __add__(self, other: Self) -> Self: ...


E = TypeVar("E", bound=Evidence)
B = TypeVar("B")
R = TypeVar("R")


_MOST = 16
"""Threads that read at the same time."""


def fold(batches: Iterator[B], evidence: Callable[[B], Iterable[tuple[str, E]]]) -> dict[str, E]:
    """Merge the evidence of all batches, by name. An error in an iterator comes through unchanged."""
    total: dict[str, E] = {}
    for batch in ahead(batches):
        for name, found in evidence(batch):
            total[name] = total[name] + found if name in total else found
    return total


def ahead(batches: Iterator[B]) -> Iterator[B]:
    """The same batches, each read by one thread while the one before it is in use: at most two in memory."""
    reader = ThreadPoolExecutor(max_workers=1)
    try:
        coming: Future[B | None] = reader.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, batches, None)
            yield batch
    finally:
        with suppress(RuntimeError):  # where its own thread collects it as garbage: that one ends unwaited for
            reader.shutdown()


def several(
    items: Iterator[B], work: Callable[[B], R], at_once: Callable[[B], int]
) -> Iterator[tuple[B, Callable[[], R]]]:
    """Each item with what gives the work on it, or raises what that raised: in order, whatever is done when.

    As many items are worked on at the same time as each of them allows; one that allows no other is, when it is asked.
    """
    pool, coming, limit = ThreadPoolExecutor(max_workers=_MOST), deque[tuple[B, Future[R]]](), 1
    try:
        while (item := next(items, None)) is not None:
            if (limit := min(at_once(item), _MOST)) > 1:
                coming.append((item, pool.submit(work, item)))
            while coming and (limit < 2 or len(coming) >= limit):  # what comes next may need to be read to be seen
                yield _next(coming)
            if limit < 2:
                yield item, partial(work, item)
        while coming:
            yield _next(coming)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(coming: deque[tuple[B, Future[R]]]) -> tuple[B, Callable[[], R]]:
    item, future = coming.popleft()
    return item, future.result
