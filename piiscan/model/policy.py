"""A policy: which operator serves which findings, and how safe is safe enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from piiscan.model.tier import Role


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
class Thresholds:
    """A column is personal from `personal` up, clean from `clean` down, undecided between (probabilities)."""

    personal: float = 0.8
    clean: float = 0.2


@dataclass(frozen=True, slots=True)
class Policy:
    """Document `piiscan: policy/1`."""

    name: str
    version: int
    owner: str
    effective: date
    review: date
    scheme: str
    thresholds: Thresholds
    k: int | None
    rules: tuple[Rule, ...]
    digest: str
