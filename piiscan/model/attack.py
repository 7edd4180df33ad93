"""An attack on a masked copy: who was recovered, by whom, and what would stop it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from piiscan.model.finding import Incomplete


@dataclass(frozen=True, slots=True)
class Attack:
    """`recovered` of `people` (or what `unit` says), by an attacker who has the copy, the plan and what `knows` says.

    `by_column` counts those that each column gave away. `control` is the share that the same attack recovers where it
    must recover all; None where there is no such case. `stops` says what would stop it.
    """

    name: str
    table: str
    knows: str
    recovered: int
    people: int
    stops: str
    by_column: Mapping[str, int] = field(default_factory=dict)
    control: float | None = None
    unit: str = "people"

    @property
    def share(self) -> float:
        return self.recovered / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True)
class Attacks:
    """Every attack on every table, and what could not be read."""

    attacks: tuple[Attack, ...]
    incomplete: tuple[Incomplete, ...] = ()
