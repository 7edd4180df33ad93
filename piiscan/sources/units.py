"""What is opened together, before it is opened: a file, a table of a lake, all files of a partitioned table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from piiscan.model.table import Item
from piiscan.sources.found import Found


@dataclass(frozen=True, slots=True)
class Unit:
    """`source` is what its items are called, or how that begins; `entries` what it lies in, with their veiled keys.

    There are no entries where nothing can be looked at beforehand: standard input, servers, data in memory. `alone`
    is the one file on this machine that it is, and what its path is called, where it is no more than that.
    """

    source: str
    entries: tuple[tuple[Found, str], ...]
    open: Callable[[], Sequence[Item]]
    alone: tuple[Found, str] | None = None
