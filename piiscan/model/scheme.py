"""Tier schemes: the levels by which a law or standard grades personal data, and what falls into each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GENERAL = "general"
"""The scheme whose levels are the tiers that every report states."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a scheme: what findings call it, its names, and what belongs there."""

    id: str
    en: str
    zh: str
    what: str


@dataclass(frozen=True, slots=True)
class Grading:
    """A level, and the document and clause it is given by, marked where the clause itself was not read."""

    level: str
    clause: str


@dataclass(frozen=True, slots=True)
class Together:
    """Columns of one table that weigh more together: `raises` get the grading.

    `beside` holds sets of entities, of each of which one must be in the table too; `minors` asks for children
    under 14.
    """

    grading: Grading
    raises: frozenset[str]
    beside: tuple[frozenset[str], ...]
    minors: bool


@dataclass(frozen=True, slots=True)
class Scheme:
    """Document `piiscan: scheme/1` against the entities of the packs; levels in ascending order.

    `others` is what an entity has that no rule takes, one that is not in the packs included.
    """

    name: str
    source: str
    levels: tuple[Level, ...]
    gradings: Mapping[str, Grading]
    others: Grading | None
    together: tuple[Together, ...]

    def grading(self, entity: str) -> Grading | None:
        """What the entity has by itself; None in scheme `general`."""
        return self.gradings.get(entity, self.others)

    def rank(self, grading: Grading) -> int:
        """The place of its level, the lowest being 0."""
        return [level.id for level in self.levels].index(grading.level)

    def entities(self, level: str) -> frozenset[str]:
        """What has the level by itself."""
        return frozenset(name for name, grading in self.gradings.items() if grading.level == level)
