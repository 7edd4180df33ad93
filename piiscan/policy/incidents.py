"""What a policy says of incidents: how grave they are, and until when somebody has to be told."""

from __future__ import annotations

from piiscan.model.incident import Bounds, IncidentRules
from piiscan.policy.section import Section

__all__ = ["incident_rules"]


def incident_rules(section: Section) -> IncidentRules:
    """What the section says; of what it does not name, the usual. Raises PolicyError."""
    section.only("high", "medium", "authority_hours", "people_hours")
    usual = IncidentRules()
    return IncidentRules(
        high=_bounds(section, "high", usual.high),
        medium=_bounds(section, "medium", usual.medium),
        authority_hours=section.whole_or_none("authority_hours") or usual.authority_hours,
        people_hours=section.whole_or_none("people_hours") or usual.people_hours,
    )


def _bounds(section: Section, key: str, usual: Bounds) -> Bounds:
    """A section that is there says all: what it leaves out, it does not ask for."""
    if key not in section.content:
        return usual
    bounds = section.section(key)
    bounds.only("people", "minors", "tier")
    return Bounds(bounds.whole_or_none("people"), bounds.whole_or_none("minors"), bounds.whole_or_none("tier"))
