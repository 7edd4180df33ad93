"""Four eyes: two people in two roles, and neither of them the one who asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations, permutations

from piiscan.errors import SignatureRefused
from piiscan.model.register import Person
from piiscan.model.release import APPROVES, REQUESTS, Manifest
from piiscan.signing.envelope import Envelope, signers
from piiscan.verbs.release.identity import keys_on, same

__all__ = ["approved", "signed_by", "unfit_approver"]


def signed_by(envelope: Envelope, people: Mapping[str, Person], day: date) -> dict[str, Person]:
    """Who has signed, by fingerprint of a key that holds on the day. Raises SignatureRefused as `signers` does."""
    keys = {keyid: (public, person) for person in people.values() for keyid, public in keys_on(person, day).items()}
    keyids = signers(envelope, {keyid: public for keyid, (public, _) in keys.items()})
    return {keyid: keys[keyid][1] for keyid in keyids}


def unfit_approver(person: Person, requester: Person, before: Sequence[Person]) -> str | None:
    """Why somebody may not approve after those before them, in words."""
    if not set(person.roles) & set(APPROVES):
        return f"{person.name} has none of the roles {', '.join(APPROVES)}"
    if same(person, requester):
        return f"{person.name} asked for the release, and so does not approve it"
    if any(same(person, other) for other in before):
        return f"{person.name} has approved it already"
    return None


def approved(manifest: Manifest, people: Sequence[Person]) -> str | None:
    """Why these signers are not the requester and two approvers in different roles, in words; None where they are.

    Each of two people has a role of their own: one who has both counts for one of them.
    """
    requesters = [person for person in people if person.name == manifest.requester and REQUESTS in person.roles]
    approvers = [person for person in people if person.name != manifest.requester]
    if len(requesters) != 1:
        return f"{manifest.requester}, who asked for it, has not signed"
    if any(same(one, other) for one, other in combinations(people, 2)):
        return "two of its signatures are by one person"
    pairs = permutations(approvers, len(APPROVES))
    if not any(all(role in person.roles for role, person in zip(APPROVES, pair, strict=True)) for pair in pairs):
        return f"it needs the approval of two people, of {' and of '.join(APPROVES)}"
    return None


def refuse_unapproved(manifest: Manifest, people: Sequence[Person]) -> None:
    """Raise SignatureRefused unless it is `approved`."""
    if (why := approved(manifest, people)) is not None:
        raise SignatureRefused(why)
