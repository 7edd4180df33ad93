"""One thing that a scan found, as it is followed from scan to scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Baselined", "Item", "Waiver"]


@dataclass(frozen=True, slots=True)
class Item:
    """`about` is the column of a table, the entity in a text, or what stands open; `state` what was said of it."""

    source: str
    about: str
    state: str
    tier: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """Items that somebody answers for until a day: globs on source and on what they are about."""

    source: str
    about: str
    owner: str
    reason: str
    expires: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class Baselined:
    """Items that a baseline does not have, or has in another state; how many are as it says, and how many are gone.

    `since` is when it was taken, where that is known.
    """

    new: tuple[Item, ...]
    changed: tuple[Item, ...]
    same: int
    resolved: int
    since: str | None = None
