"""Attempts to get around two approvals, by name: each is made, and then sealing is refused."""

from __future__ import annotations

from tests.release.attempts import approvers, changes, departures, disguises, records, signatures
from tests.release.attempts.attempting import ATTEMPTS, ON_WEI_S, Attempt, both, refused, resign

__all__ = [
    "ATTEMPTS",
    "ON_WEI_S",
    "Attempt",
    "approvers",
    "both",
    "changes",
    "departures",
    "disguises",
    "records",
    "refused",
    "resign",
    "signatures",
]
