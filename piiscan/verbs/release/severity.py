"""How grave an incident is, by the rule of the policy."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.model.incident import Bounds, IncidentRules, Severity

__all__ = ["graded"]


def graded(rules: IncidentRules, people: int, minors: int, tier: int) -> tuple[Severity, tuple[str, ...]]:
    """The severity, and the bounds that are reached, in words."""
    if why := tuple(_reached(rules.high, people, minors, tier)):
        return "high", why
    if why := tuple(_reached(rules.medium, people, minors, tier)):
        return "medium", why
    return "low", ()


def _reached(bounds: Bounds, people: int, minors: int, tier: int) -> Iterator[str]:
    if bounds.people is not None and people >= bounds.people:
        yield f"{people:,} people, and {bounds.people:,} are many"
    if bounds.minors is not None and minors >= bounds.minors:
        yield f"{minors:,} children under 14, and {bounds.minors:,} are many"
    if bounds.tier is not None and tier >= bounds.tier:
        yield f"tier {tier}, and {bounds.tier} is high"
