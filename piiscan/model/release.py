"""A release: what is delivered to whom, what for, and who stands for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from piiscan.model.register import Person

REQUESTS, APPROVES = "requester", ("business", "compliance")
"""Roles of who asks for a release, and of the two who approve it."""


@dataclass(frozen=True, slots=True)
class Named:
    """A record as it was: `digest` is the SHA-256 of what it says."""

    name: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file of the delivery by its generated name; `sha256` in hex, of its bytes as they are delivered.

    `plain` is that of the file within, where it is encrypted. Rows of tables and lines of texts are counted.
    """

    name: str
    sha256: str
    octets: int
    rows: int
    plain: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What requester and approvers sign. Digests are `sha256:` and hex; days are those in UTC.

    `scan`, `plan` and `verification` are documents that stay in the house. `key` is the fingerprint of the key that
    masked. `k` is the smallest crowd that was found, `tier` the highest that is left in the copy, `removed` counts
    rows of the source that are not in it, `canaries` rows of it that are nobody's. It is sealed on `seal_by` or before;
    the partner may use it until `expires`.
    """

    release: str
    requested: date
    requester: str
    purpose: Named
    partner: Named
    agreement: str
    jurisdiction: str
    assessment: str | None
    policy: Named
    tool: Mapping[str, str]
    scan: str
    plan: str
    verification: str
    key: str
    key_version: int
    k: int | None
    tier: int
    removed: int
    canaries: int
    seal_by: date
    expires: date
    files: tuple[Delivered, ...]

    @property
    def rows(self) -> int:
        return sum(file.rows for file in self.files)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person whose keys and roles count from now on, as `by`, who approves releases, has signed on the day `at`."""

    person: Person
    by: str
    at: date


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a partner found a delivery to be. `problems` say what does not hold; `signers` and `fingerprint` (of the
    key that all trust in it comes from) are what it says of itself: `proven` where the partner was told that one."""

    manifest: Manifest | None
    signers: tuple[Person, ...]
    fingerprint: str | None
    proven: bool
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return self.proven and not self.problems
