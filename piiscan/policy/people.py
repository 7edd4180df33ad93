"""People: who may ask for a release, approve it, or hold keys, and how they sign."""

from __future__ import annotations

import re
from pathlib import Path

from piiscan.errors import PolicyError, did_you_mean
from piiscan.model.register import ROLES, Person, SigningKey
from piiscan.policy.records import HEAD, head
from piiscan.policy.section import Section, whole_file
from piiscan.signing.ed25519 import public_in
from piiscan.strict_yaml import read

_NAME = re.compile("[a-z0-9]+([._-][a-z0-9]+)*")
"""One alphabet and one case: no two names of people look alike (UTS #39, Unicode Security Mechanisms)."""


def load_person(path: Path) -> Person:
    """The person in a file. Raises PolicyError for an unknown key, or a missing or wrong value."""
    section = whole_file(str(path), read(path, PolicyError), PolicyError)
    section.version("person/1")
    section.only(*HEAD, "roles", "contact", "keys")
    person = Person(
        **head(section),
        roles=_roles(section),
        contact=section.text("contact"),
        keys=tuple(_key(key) for key in section.sections("keys")) if "keys" in section.content else (),
    )
    if not _NAME.fullmatch(person.name):
        section.refuse("name", "must be small letters and digits, with . _ or - between them")
    if not person.contact.isascii():
        section.refuse("contact", "must be in ASCII: others look like it and are not")
    return person


def _roles(section: Section) -> tuple[str, ...]:
    roles = section.texts("roles")
    for role in roles:
        if role not in ROLES:
            section.refuse("roles", f"must be of {', '.join(ROLES)}{did_you_mean(role, ROLES)}")
    return tuple(roles)


def _key(section: Section) -> SigningKey:
    section.only("id", "ed25519", "since", "until", "revoked")
    key = SigningKey(
        id=section.text("id"),
        ed25519=_public(section),
        since=section.day("since"),
        until=section.day("until"),
        revoked=section.day("revoked") if section.content.get("revoked") is not None else None,
    )
    return key if key.since < key.until else section.refuse("until", "must be later than since")


def _public(section: Section) -> str:
    text = section.text("ed25519")
    return text if public_in(text) else section.refuse("ed25519", "must be a public key, 32 bytes in base64")
