"""A policy: which operator serves which findings, and how safe is safe enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from piiscan.model.finding import Status
from piiscan.model.incident import IncidentRules
from piiscan.model.record import Record
from piiscan.model.tier import SENSITIVE, Role


@dataclass(frozen=True, slots=True)
class Match:
    """What a rule applies to; every condition that is set must hold. `column` is a glob on the name."""

    entity: str | None = None
    role: Role | None = None
    tier: int | None = None
    status: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """First rule that matches wins; `otherwise` serves where `operator` cannot (no generalisation known)."""

    match: Match
    operator: str
    otherwise: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Band:
    """A column is personal from `personal` up, clean from `clean` down, undecided between (probabilities)."""

    personal: float = 0.8
    clean: float = 0.2


@dataclass(frozen=True, slots=True)
class Thresholds(Band):
    """Those of tiers 1 to 3, and of tier 4, where a miss costs more than a false alarm."""

    tier_4: Band = Band(0.8, 0.1)

    def of(self, tier: int) -> Band:
        """The two thresholds of what has this tier."""
        return self.tier_4 if tier >= SENSITIVE else self

    def status(self, confidence: float, tier: int) -> Status:
        """The verdict on what is of this tier with this probability."""
        band = self.of(tier)
        if confidence <= band.clean:
            return "clean"
        return "personal" if confidence >= band.personal else "undecided"


@dataclass(frozen=True, slots=True)
class Policy(Record):
    """Document `piiscan: policy/1`. `roles` of a database, each with the highest tier that it sees."""

    scheme: str
    thresholds: Thresholds
    k: int | None
    rules: tuple[Rule, ...]
    digest: str
    incident: IncidentRules = field(default_factory=IncidentRules)
    roles: Mapping[str, int] = field(default_factory=dict)
