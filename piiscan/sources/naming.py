"""How names of files, folders and members are said: they, too, can hold personal data (`13800138000.csv`).

Who opens sources decides it: what is personal is not known here. A name is said the same way in messages,
findings, plans and copies, so that they fit one another and none of them holds more than the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Naming(Protocol):
    """Gives every path one name, and no other path the same."""

    def learn(self, paths: Iterable[str]) -> None:
        """Look at many paths at once before they are named one by one, as that is faster."""
        ...

    def name(self, path: str, around: str = "") -> str:
        """What a path is called; its parts keep their number and order. `around` is where it begins."""
        ...


class AsTheyAre:
    """Names are said as they are."""

    def learn(self, paths: Iterable[str]) -> None:
        pass

    def name(self, path: str, around: str = "") -> str:
        return path
