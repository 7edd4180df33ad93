"""Roles of a database, and the highest tier that each of them sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from piiscan.errors import PolicyError, UsageError
from piiscan.model.policy import Policy
from piiscan.model.tier import TIERS

__all__ = ["roles_of", "unfit"]

_LONGEST = 56
"""Bytes of UTF-8: of the 63 that a name of PostgreSQL has (NAMEDATALEN), those that `masked_` leaves."""


def unfit(name: str, tier: int) -> str | None:
    """Why this is no role with its tier, in words; None where it is one."""
    if not name or not name.isprintable() or name != name.strip() or len(name.encode()) > _LONGEST:
        return f"is no name of a role: up to {_LONGEST} bytes, no control characters, no blanks at the ends"
    return None if tier in TIERS else "must be a tier, from 1 to 4"


def roles_of(policy: Policy, given: Iterable[str] = ()) -> Mapping[str, int]:
    """Those of the policy, with those `given` as NAME=TIER in their place where they have the same name.

    Raises UsageError for what is not of that form, and PolicyError where there is no role at all.
    """
    roles = {**policy.roles, **dict(map(_role, given))}
    if not roles:
        raise PolicyError(
            f"policy {policy.name} has no roles: write into it `roles: {{analyst: 2}}`, each with the highest tier that"
            " it sees, or say --role analyst=2"
        )
    return roles


def _role(given: str) -> tuple[str, int]:
    name, _, tier = given.rpartition("=")
    if not tier.isdecimal() or (why := unfit(name, int(tier))):
        raise UsageError(f"--role {given}: {why if tier.isdecimal() else 'say NAME=TIER, such as analyst=2'}")
    return name, int(tier)
