"""Whom data is shared with, what for, and who may say so: records that people keep in YAML, each with an owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from piiscan.model.policy import Match
from piiscan.model.record import Record

ROLES = ("requester", "business", "compliance", "custodian")
"""Who asks for a release; who approves it, for the business and for compliance; who may turn pseudonyms back."""


@dataclass(frozen=True, slots=True)
class Need:
    """Columns that a purpose needs, and why. `as_` is the form that is enough: parameters of `generalize`, or `exact`.

    Without it the masking policy decides how a column is shared.
    """

    match: Match
    why: str
    as_: Literal["exact"] | Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """Rows are kept for so many days from the date in a column."""

    days: int
    column: str


@dataclass(frozen=True, slots=True)
class Excluded:
    """People who objected: the first column of `file`, which has this keyed `digest`; rows name them in `column`."""

    column: str
    file: str
    digest: str


@dataclass(frozen=True, slots=True)
class Purpose(Record):
    """Document `piiscan: purpose/1`. `basis` is the legal basis, in the organisation's words.

    `consent` names the column that says who agreed, `exclusion` the list of people who objected.
    """

    basis: str
    needs: tuple[Need, ...]
    retention: Retention | None = None
    consent: str | None = None
    exclusion: Excluded | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The contract that a partner gets data under."""

    reference: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Partner(Record):
    """Document `piiscan: partner/1`. `jurisdiction` is an ISO 3166-1 code, `key` an age recipient (`age1...`).

    `assessment` refers to the impact assessment of sharing with them.
    """

    legal_name: str
    jurisdiction: str
    contact: str
    agreement: Agreement
    purposes: tuple[str, ...]
    highest_tier: int
    key: str | None = None
    assessment: str | None = None


@dataclass(frozen=True, slots=True)
class System(Record):
    """Document `piiscan: system/1`. `sources` are globs on what scans call tables and texts that lie in it."""

    sources: tuple[str, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A person's Ed25519 public key (RFC 8032), 32 bytes in base64, and the days it holds."""

    id: str
    ed25519: str
    since: date
    until: date
    revoked: date | None = None


@dataclass(frozen=True, slots=True)
class Person(Record):
    """Document `piiscan: person/1`: somebody who asks for releases, approves them, or holds keys."""

    roles: tuple[str, ...]
    contact: str
    keys: tuple[SigningKey, ...] = field(default=())
