"""One line of the log: who did what, when and with what, in names, digests and counts."""

from __future__ import annotations

import os
import pwd
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from piiscan.audit.canonical import canonical, parsed, written
from piiscan.audit.merkle import Tree, leaf_hash
from piiscan.model.version import later

__all__ = ["Actor", "Entry", "acting", "decoded", "encoded", "now"]

BEGIN, MEND = "audit.begin", "audit.mend"
MASK, SHARE, REKEY, UNMASK = "mask", "share", "keys.rekey", "keys.unmask"
REQUEST = "release.request"
ASSESS, PERMIT = "audit.assess", "keys.permit"
NEW, ROTATE, DESTROY = "keys.new", "keys.rotate", "keys.destroy"
ERASE: Literal["subject.erase"] = "subject.erase"
RETAIN: Literal["subject.retain"] = "subject.retain"
"""The events."""

SCHEMA = "audit/1"
_KEYS = {"actor", "at", "digest", "event", "facts", "piiscan", "position", "previous"}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Actor:
    """`os` is the account of the operating system, `person` whom the caller says to be."""

    os: str
    person: str | None = None

    @property
    def name(self) -> str:
        return f"{self.person} ({self.os})" if self.person else self.os


@dataclass(frozen=True, slots=True)
class Entry:
    """`position` counts from 0; `previous` is the Merkle tree hash over all lines before, in hex.

    `facts` hold names of partners, purposes and columns, digests, fingerprints and counts: no value of the data, and
    no name of a file.
    """

    position: int
    previous: str
    at: str
    actor: Actor
    event: str
    facts: Mapping[str, Any]

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def acting(person: str | None = None) -> Actor:
    """Who runs this process; the account as the system knows it, whatever the environment says."""
    number = os.geteuid()
    try:
        account = pwd.getpwuid(number).pw_name
    except KeyError:
        account = str(number)
    return Actor(account, person)


def now() -> str:
    return f"{datetime.now(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def encoded(entry: Entry) -> bytes:
    """The line, without its line end. `digest` is the leaf hash of the line without it.

    So a damaged line shows by itself; that nobody has written it anew, `previous` of the next one and checkpoints show.
    """
    content = {
        "actor": {"os": entry.actor.os, "person": entry.actor.person},
        "at": entry.at,
        "event": entry.event,
        "facts": entry.facts,
        "piiscan": SCHEMA,
        "position": entry.position,
        "previous": entry.previous,
    }
    return canonical({**content, "digest": leaf_hash(canonical(content)).hex()})


def decoded(line: bytes, before: Tree) -> Entry:
    """The entry of a line that follows the lines `before`. Raises ValueError, saying what is wrong with it."""
    content = parsed(line)
    if newer := later(content.get("piiscan"), SCHEMA):
        raise ValueError(newer)
    if content.keys() != _KEYS or content["piiscan"] != SCHEMA:
        raise ValueError("it is no event of this version")
    digest = content.pop("digest")
    if digest != leaf_hash(written(content)).hex():
        raise ValueError("it was changed after it was written")
    entry = _entry(content)
    if entry.position != before.size:
        raise ValueError(f"it says that it is line {entry.position + 1}: lines were removed, added or moved")
    if entry.previous != before.root.hex():
        raise ValueError("it does not follow from the lines before it: one of them was written anew")
    return entry


def _entry(content: Mapping[str, Any]) -> Entry:
    match content:
        case {
            "actor": {"os": str(account), "person": str() | None as person, **more},
            "at": str(at),
            "event": str(event),
            "facts": dict(facts),
            "position": int(position),
            "previous": str(previous),
        } if not more and _MOMENT.fullmatch(at):
            entry = Entry(position, previous, at, Actor(account, person), event, facts)
            entry.moment  # noqa: B018 - a date that no calendar has
            return entry
    raise ValueError("it lacks something, or holds what no event has")
