"""What a table is about, people or things or places, and what that says of each of its columns."""

from __future__ import annotations

from collections.abc import Sequence, Set

from piiscan.detection.verdict import weights
from piiscan.detection.verdict.free_text import ADDRESSES
from piiscan.detection.verdict.reasons import Candidate
from piiscan.model.finding import Reason
from piiscan.model.policy import Thresholds

_THINGS_HAVE_IT = frozenset(
    "BALANCE BROWSING CITY CN_ORG_CODE CN_POSTAL_CODE CN_USCC GEO_COORDINATE HEALTH LOCATION ORGANIZATION"
    " POSTAL_CODE PREFERENCE SWIFT_BIC TRANSACTION URL".split()
)
"""Entities that say nothing about people by themselves: shops have cities and amounts, hospitals diagnoses."""

_SO_HAVE_SHOPS = ADDRESSES | {"NATIONALITY", "EMAIL_ADDRESS", "PHONE_NUMBER"}
"""Entities by which shops and offices are reached: found by themselves, but no sign of people beside them."""


class Neighbours:
    """The best candidates of all columns of a table, before they have been weighed against each other.

    `inside` are the entities that surely stand in the texts of each column.
    """

    def __init__(
        self, ranked: Sequence[Sequence[Candidate]], thresholds: Thresholds, inside: Sequence[Set[str]]
    ) -> None:
        best = [found[0] if found else None for found in ranked]
        own = [{b.recognizer.entity} if b and b.status(thresholds) == "personal" else set() for b in best]
        told = [(one | texts) - _THINGS_HAVE_IT for one, texts in zip(own, inside, strict=True)]
        self._reached = [bool(entities) for entities in told]
        self._people = [bool(entities - _SO_HAVE_SHOPS) for entities in told]
        self._places = any(b is not None and b.recognizer.entity == "GEO_COORDINATE" for b in best)

    def beside(self, place: int, found: Candidate) -> Candidate:
        """The candidate of the column at `place` with the reasons that the other columns give."""
        people = sum(self._people) > self._people[place]
        if found.recognizer.entity == "PERSON" and self._places and not people:
            found = found.because(Reason("names beside coordinates", weights.AMONG_PLACES, "table"))
        return beside(found, people, sum(self._reached) > self._reached[place])


def beside(found: Candidate, people: bool, reached: bool) -> Candidate:
    """With the reason that other columns give: `people` are told of, or at least how somebody is `reached`."""
    if found.recognizer.entity in _THINGS_HAVE_IT and not people:
        return found.because(Reason("no other column is about people", weights.NO_PEOPLE_NEAR, "table"))
    if people or reached:
        return found.because(Reason("other columns are about people", weights.PEOPLE_NEAR, "table"))
    return found
