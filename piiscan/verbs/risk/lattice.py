"""The lattice of all choices of a rung for each quasi-identifier, and the search for the least loss that reaches k.

Full-domain generalisation: P. Samarati, Protecting respondents' identities in microdata release, IEEE TKDE 13(6), 2001;
El Emam et al., JAMIA 2009. The rows are counted once, by what they say on the lowest rungs in question; a choice is a
group-by over those counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import prod
from operator import le

import polars as pl

from piiscan.verbs.risk.climb import ROWS, Climb

Node = tuple[int, ...]
"""A rung for each climb."""

_CROWD = "\0crowd"
"""No column of a file has this name."""

_MOST = 20_000
"""Choices that are weighed against each other; where there are more the search is greedy."""


@dataclass(slots=True)
class Lattice:
    """`counted`: for each combination of codes (UInt32, by name of the climb) on the rungs `lowest` its `ROWS`."""

    climbs: Sequence[Climb]
    lowest: Node
    counted: pl.DataFrame
    k: int
    tried: int = 0
    _known: dict[Node, tuple[int | None, int]] = field(default_factory=dict)
    _failed: list[Node] = field(default_factory=list)
    _parts: dict[frozenset[int], pl.DataFrame] = field(default_factory=dict)

    @property
    def choices(self) -> int:
        return prod(top + 1 for top in self._tops)

    @property
    def small(self) -> bool:
        """Whether every choice can be weighed."""
        return prod(top - low + 1 for top, low in zip(self._tops, self.lowest, strict=True)) <= _MOST

    def best(self) -> Node:
        """The choice of least loss that reaches k; where the lattice is not small, one that no step down improves."""
        return self._least() if self.small else self._greedy()

    def loss(self, node: Node) -> float:
        """Mean over the columns."""
        return sum(c.losses[rung] for c, rung in zip(self.climbs, node, strict=True)) / len(self.climbs)

    def smallest(self, node: Node) -> int | None:
        """Rows of the smallest crowd; None where nobody says anything."""
        return self._crowds(node)[0]

    def _least(self) -> Node:
        ranges = [range(low, top + 1) for low, top in zip(self.lowest, self._tops, strict=True)]
        by_loss = sorted(product(*ranges), key=lambda node: (self.loss(node), sum(node), node))
        return next(node for node in by_loss if all(map(self._reaches, (*self._parts_of(node), node))))

    def _parts_of(self, node: Node) -> Iterator[Node]:
        """The choice in two and in three columns, all others dropped: what they do not reach, it does not (Incognito).

        There are fewer counts of two or three columns than of all, and they settle more choices.
        """
        for many in range(2, min(4, len(node))):
            for some in combinations(range(len(node)), many):
                yield tuple(rung if i in some else self._tops[i] for i, rung in enumerate(node))

    def _greedy(self) -> Node:
        """Up, always the step that leaves fewest rows in small crowds; then down again wherever k still holds."""
        node = self.lowest
        while not self._reaches(node):
            node = min(self._steps(node, 1), key=lambda n: (self._crowds(n)[1], self.loss(n), n))
        while lower := [n for n in self._steps(node, -1) if self._reaches(n)]:
            node = min(lower, key=lambda n: (self.loss(n), n))
        return node

    def _steps(self, node: Node, by: int) -> list[Node]:
        moved = ((*node[:i], rung + by, *node[i + 1 :]) for i, rung in enumerate(node))
        bounds = list(zip(self.lowest, self._tops, strict=True))
        return [n for n in moved if all(low <= rung <= top for rung, (low, top) in zip(n, bounds, strict=True))]

    def _reaches(self, node: Node) -> bool:
        """A choice that is finer than one that fails need not be counted: it fails, too."""
        if any(all(map(le, node, failed)) for failed in self._failed):
            return False
        k = self._crowds(node)[0]
        if k is None or k >= self.k:
            return True
        self._failed.append(node)
        return False

    def _crowds(self, node: Node) -> tuple[int | None, int]:
        """The smallest crowd, and rows of crowds smaller than k."""
        if node not in self._known:
            self.tried += 1
            self._known[node] = self._count(node)
        return self._known[node]

    def _count(self, node: Node) -> tuple[int | None, int]:
        told = [i for i, rung in enumerate(node) if self.climbs[i].rungs[rung].expression is not None]
        if not told:
            return None, 0
        counted = self._part(frozenset(told))
        chosen = [self._on_rung(i, node[i], counted) for i in told]
        said = pl.DataFrame([*chosen, counted[ROWS]]).filter(pl.any_horizontal(pl.col(s.name) > 0 for s in chosen))
        crowds = said.select(pl.struct(s.name for s in chosen).hash().alias(_CROWD), ROWS)
        sizes = crowds.group_by(_CROWD).agg(pl.col(ROWS).sum())[ROWS]
        return (int(sizes.min()) if len(sizes) else None), int(sizes.filter(sizes < self.k).sum())  # type: ignore[arg-type]

    def _part(self, told: frozenset[int]) -> pl.DataFrame:
        """The counts of these columns alone."""
        if told not in self._parts:
            names = [self.climbs[i].name for i in sorted(told)]
            whole = len(names) == len(self.climbs)
            self._parts[told] = self.counted if whole else self.counted.group_by(names).agg(pl.col(ROWS).sum())
        return self._parts[told]

    def _on_rung(self, climb: int, rung: int, counted: pl.DataFrame) -> pl.Series:
        found = self.climbs[climb]
        return found.onto(self.lowest[climb], rung).gather(counted[found.name]).alias(found.name)

    @property
    def _tops(self) -> Node:
        return tuple(len(climb.rungs) - 1 for climb in self.climbs)
