"""The house that a release leaves: its records, its log, who is enrolled in it, and what day it is there."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from piiscan.audit import Entry, Log
from piiscan.errors import PolicyError, ReleaseRefused, SignatureRefused
from piiscan.model.register import Person
from piiscan.policy.register import Register
from piiscan.signing.envelope import LONGEST, Envelope, opened
from piiscan.verbs.release.enrolments import Trust, trusted
from piiscan.verbs.release.standing import ENROL, REFUSE

__all__ = ["House", "document_in", "gate", "today"]

_ENROLMENTS = "people"


@dataclass(frozen=True, slots=True)
class House:
    """The register, and the log of the workspace in which enrolments and releases lie."""

    register: Register
    log: Log

    def enrolment(self, digest: str) -> Path:
        """Where the enrolment lies whose document has this SHA-256."""
        return self.log.home / _ENROLMENTS / f"{digest}.json"

    def chain(self, entries: Sequence[Entry]) -> list[Envelope]:
        """All enrolments that the log names, in its order. Raises SignatureRefused for one that is not there."""
        digests = [str(entry.facts.get("enrolment")) for entry in entries if entry.event == ENROL]
        return [self._enrolment(digest) for digest in digests]

    def trust(self, entries: Sequence[Entry]) -> Trust:
        return trusted(self.chain(entries))

    def present(self, trust: Trust, day: date) -> dict[str, Person]:
        """Who is enrolled, and still in the register as they were enrolled, and in effect."""
        return {name: person for name, person in trust.people.items() if self._why_absent(name, trust, day) is None}

    def person(self, name: str, role: str | None, trust: Trust, day: date) -> Person:
        """The enrolled person of that name, with that role. Raises ReleaseRefused."""
        if (why := self._why_absent(name, trust, day)) is not None:
            raise ReleaseRefused({"person": why})
        person = trust.people[name]
        if role is not None and role not in person.roles:
            raise ReleaseRefused({"role": f"{name} has not the role {role}"})
        return person

    def _why_absent(self, name: str, trust: Trust, day: date) -> str | None:
        try:
            record = self.register.person(name)
        except PolicyError as unknown:
            return str(unknown)
        if name not in trust.people:
            return f"{name} is not enrolled: one who approves releases does it with `piiscan keys enrol`"
        if trust.people[name] != record:
            return f"the record of {name} is not the one that was enrolled: enrol it anew, or put it back"
        return f"the record of {name} takes effect on {record.effective}" if day < record.effective else None

    def _enrolment(self, digest: str) -> Envelope:
        document = document_in(self.enrolment(digest))
        if sha256(document).hexdigest() != digest:
            raise SignatureRefused("an enrolment that the audit log names was changed")
        return opened(document)


@contextmanager
def gate(log: Log, action: str, **facts: str) -> Iterator[None]:
    """What is refused within is on record, in words that name no file and no value. No audit, no action."""
    log.ready()
    try:
        yield
    except (ReleaseRefused, PolicyError) as refused:
        why = sorted(refused.reasons) if isinstance(refused, ReleaseRefused) else ["record"]
        log.append(REFUSE, {"action": action, "why": why, **facts})
        raise


def today(entries: Sequence[Entry]) -> date:
    """The day, in UTC. Raises ReleaseRefused where the clock stands before the last event of the log."""
    now = datetime.now(UTC)
    if entries and now < entries[-1].moment:
        raise ReleaseRefused({"clock": f"the clock stands before the last event of the audit log, {entries[-1].at}"})
    return now.date()


def document_in(path: Path) -> bytes:
    """What is in a signed document's file. Raises SignatureRefused where it cannot be read."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            return file.read(LONGEST + 1)
    except OSError:
        raise SignatureRefused(f"{path.name} cannot be read: it was removed, or is not a file") from None
