"""Whose keys and roles count: a chain of signed enrolments, from the one who founded it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from piiscan.errors import SignatureRefused
from piiscan.model.register import Person
from piiscan.model.release import APPROVES, Enrolment
from piiscan.signing.enrolments import enrolment_in
from piiscan.signing.envelope import Envelope, signers
from piiscan.verbs.release.identity import keys_on, same

__all__ = ["Trust", "needed", "trusted"]


@dataclass(frozen=True, slots=True)
class Trust:
    """People as they were enrolled last, by name. `root` is the fingerprint of the key that founded it; `at` the day of
    the last enrolment."""

    root: str | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    at: date = date.min

    def after(self, envelope: Envelope) -> Trust:
        """With one more enrolment. Raises SignatureRefused where it may not be, or is not signed by who says so."""
        enrolment = enrolment_in(envelope.payload)
        person, approver = enrolment.person, self._approver(enrolment)
        if any(same(person, other) for name, other in self.people.items() if name != person.name):
            raise SignatureRefused(f"{person.name} has the contact or a key of somebody who is enrolled already")
        keyids = signers(envelope, keys_on(approver, enrolment.at))
        if len(keyids) > 1:
            raise SignatureRefused(f"the enrolment of {person.name} has more than one signature")
        return Trust(self.root or keyids[0], {**self.people, person.name: person}, enrolment.at)

    def _approver(self, enrolment: Enrolment) -> Person:
        person, by = enrolment.person, enrolment.by
        approver = self.people.get(by) if self.people else person
        if approver is None or approver.name != by or not set(approver.roles) & set(APPROVES):
            raise SignatureRefused(f"{person.name} was enrolled by {by}, who approves no releases")
        if self.people and same(approver, person):
            raise SignatureRefused(f"{person.name} was enrolled by themselves")
        if enrolment.at < self.at:
            raise SignatureRefused(f"the enrolment of {person.name} is dated before the one that came before it")
        return approver


def trusted(chain: Sequence[Envelope]) -> Trust:
    """What the enrolments say, the earliest first. Raises SignatureRefused at the first that does not hold."""
    trust = Trust()
    for envelope in chain:
        trust = trust.after(envelope)
    return trust


def needed(chain: Sequence[Envelope], names: Sequence[str]) -> list[Envelope]:
    """The part of the chain that trust in these people rests on: theirs, and those of who enrolled them."""
    wanted, kept = set(names), []
    for envelope in reversed(chain):
        enrolment = enrolment_in(envelope.payload)
        if enrolment.person.name in wanted or envelope is chain[0]:
            wanted.add(enrolment.by)
            kept.append(envelope)
    return kept[::-1]
