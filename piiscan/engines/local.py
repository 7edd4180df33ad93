"""The loop on one machine: the next batch is read while this one is worked on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, Self, TypeVar


class Evidence(Protocol):
    """Anything that merges."""

    def __add__(self, other: Self) -> Self: ...


E = TypeVar("E", bound=Evidence)
B = TypeVar("B")


def fold(batches: Iterator[B], evidence: Callable[[B], Mapping[str, E]]) -> dict[str, E]:
    """Merge the evidence of all batches, by name. An error in the iterator comes through unchanged."""
    total: dict[str, E] = {}
    for batch in ahead(batches):
        for name, found in evidence(batch).items():
            total[name] = total[name] + found if name in total else found
    return total


def ahead(batches: Iterator[B]) -> Iterator[B]:
    """The same batches, each read by one thread while the one before it is in use: at most two in memory."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming: Future[B | None] = reader.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, batches, None)
            yield batch
