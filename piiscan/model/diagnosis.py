"""A diagnosis: what piiscan needs to work, and whether it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at: `good`, `note` (it works without) or `wrong`; `remedy` is what to do, or to run."""

    name: str
    state: Literal["good", "note", "wrong"]
    said: str
    remedy: str | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All that was looked at; in order where nothing is wrong."""

    items: tuple[Item, ...]

    @property
    def in_order(self) -> bool:
        return all(item.state != "wrong" for item in self.items)
