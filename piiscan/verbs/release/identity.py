"""Who is who: two records of one person are one pair of eyes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from piiscan.model.register import Person
from piiscan.signing.ed25519 import fingerprint, public_in

__all__ = ["keys_on", "same"]


def same(one: Person, other: Person) -> bool:
    """Whether two records may be one person's: by name, by mailbox, or by a key that both have."""
    if one.name == other.name or _mailbox(one.contact) == _mailbox(other.contact):
        return True
    return not _publics(one).isdisjoint(_publics(other))


def keys_on(person: Person, day: date) -> Mapping[str, bytes]:
    """The keys that hold on a day, by fingerprint."""
    valid = (
        public_in(key.ed25519)
        for key in person.keys
        if key.since <= day <= key.until and (key.revoked is None or day < key.revoked)
    )
    return {fingerprint(public): public for public in valid if public is not None}


def _publics(person: Person) -> set[bytes | None]:
    return {public_in(key.ed25519) for key in person.keys}


def _mailbox(contact: str) -> str:
    """A contact without what makes aliases of one mailbox: case, dots, and what follows a plus sign."""
    name, at, domain = contact.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{domain}" if at else domain
