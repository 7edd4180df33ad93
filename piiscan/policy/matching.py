"""What a rule or a need applies to, as it is written."""

from __future__ import annotations

from piiscan.model.policy import Match
from piiscan.model.tier import TIERS, Role
from piiscan.policy.section import Section

_STATUSES = ("personal", "clean", "undecided")
MATCH = ("entity", "role", "tier", "status", "column")
"""The conditions that there are."""


def read_match(section: Section) -> Match:
    """The conditions in a mapping that has nothing else. Raises the section's error."""
    section.only(*MATCH)
    if not section.content:
        section.refuse("", 'names no condition; write column: "*" to match everything')
    role = section.choice("role", [role.value for role in Role]) if "role" in section.content else None
    tier = section.whole("tier") if "tier" in section.content else None
    if tier is not None and tier not in TIERS:
        section.refuse("tier", "must be from 1 to 4")
    return Match(
        entity=section.text("entity") if "entity" in section.content else None,
        role=None if role is None else Role(role),
        tier=tier,
        status=section.choice("status", _STATUSES) if "status" in section.content else None,
        column=section.text("column") if "column" in section.content else None,
    )
