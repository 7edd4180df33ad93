"""Which things are linked, however indirectly."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

__all__ = ["Groups"]


class Groups:
    """So many things, each alone at first. `labels` has a number for each, the same where things are linked."""

    def __init__(self, number: int) -> None:
        self.labels = np.arange(number)
        self._members = {label: [label] for label in range(number)}

    def link(self, one: int, other: int) -> None:
        """The smaller group takes the label of the larger, so that none changes its label often."""
        small, large = sorted((int(self.labels[one]), int(self.labels[other])), key=lambda of: len(self._members[of]))
        if small != large:
            moved = self._members.pop(small)
            self.labels[moved] = large
            self._members[large] += moved

    def members(self) -> Collection[list[int]]:
        """Of each group."""
        return self._members.values()
