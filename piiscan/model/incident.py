"""An incident: what leaked, whom it may harm, how grave that is, what is due, and what was done until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["low", "medium", "high"]
Kind = Literal["cause", "measure", "advice", "authority", "people", "unneeded"]
"""Why it came about; what was done; what people can do; that the authority, or people, were told; why they were not."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """From so many people, children under 14, or from this tier on; None asks for nothing."""

    people: int | None = None
    minors: int | None = None
    tier: int | None = None


@dataclass(frozen=True, slots=True)
class IncidentRules:
    """An incident is `high` where one of those bounds is reached, else `medium` where one of those is, else low.

    Hours count from its discovery. 72 to the authority is what GDPR Art. 33(1) gives; PIPL Art. 57 says "immediately",
    and both leave open when people are told, so that this, and the bounds, are ours: a house writes its own.
    """

    high: Bounds = Bounds(people=500, minors=1, tier=4)
    medium: Bounds = Bounds(people=50, tier=3)
    authority_hours: int = 72
    people_hours: int = 72


@dataclass(frozen=True, slots=True)
class Exposed:
    """What a delivery holds of one kind: `entity`, and the operators by which it was masked; its highest tier left."""

    entity: str
    operators: tuple[str, ...]
    tier: int


@dataclass(frozen=True, slots=True)
class Leaked:
    """One delivery. `people` and `minors` are those of its source at most, `lines` what a trace saw of it elsewhere.

    `encrypted` files are of use to nobody but the partner.
    """

    release: str
    partner: str
    purpose: str
    agreement: str
    jurisdiction: str
    sealed: str | None
    rows: int
    people: int
    minors: int
    tier: int
    encrypted: bool
    exposed: tuple[Exposed, ...]
    lines: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody has found out or done, in words that name nobody."""

    at: str
    by: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """`because` are the bounds that make its severity; people are counted once for each delivery, so at most.

    Moments are in UTC. `policy` is the one that graded it, by name, version and digest.
    """

    id: str
    discovered: str
    opened: str
    policy: str
    owner: str
    severity: Severity
    because: tuple[str, ...]
    people: int
    minors: int
    tier: int
    tell_authority_by: str
    tell_people_by: str
    leaked: tuple[Leaked, ...]
    steps: tuple[Step, ...] = ()
    closed: str | None = None

    def said(self, kind: Kind) -> tuple[str, ...]:
        """What its steps of a kind say, in their order."""
        return tuple(step.text for step in self.steps if step.kind == kind)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What must still be done before it is closed."""
        missing = [] if self.said("cause") else ["its cause"]
        missing += [] if self.said("measure") else ["a measure that was taken"]
        if not self.said("unneeded") and self.severity != "low":
            missing += [] if self.said("authority") else ["that the authority was told, or why it was not"]
            if self.severity == "high":
                missing += [] if self.said("people") else ["that people were told, or why they were not"]
        return tuple(missing)

    def late(self, kind: Literal["authority", "people"], now: str) -> bool:
        """Whether those were not told in time; a step counts from its moment."""
        due = self.tell_authority_by if kind == "authority" else self.tell_people_by
        told = [step.at for step in self.steps if step.kind in (kind, "unneeded")]
        return min(told, default=now) > due
