"""keys new --signing: a person's key pair, on record, and how its public half stands in their record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from piiscan.audit import NEW, Log
from piiscan.keys import scheme_of
from piiscan.keys.signing import Signer, create_signer
from piiscan.model.register import SigningKey
from piiscan.signing.ed25519 import coded, fingerprint

__all__ = ["new_signing_key"]

_TERM = timedelta(days=2 * 365)
"""NIST SP 800-57 Part 1 Rev. 5, 5.3.6, Table 1: a private signature key is used for one to three years."""


def new_signing_key(reference: str, *, recipients: Sequence[str] = (), audit: Log) -> tuple[str, SigningKey]:
    """The key's full reference, and what stands in a person's record. Raises KeyRefused, AuditRefused."""
    kind, today = scheme_of(reference), datetime.now(UTC).date()

    def told(signer: Signer) -> None:
        audit.append(NEW, {"kind": kind, "signer": fingerprint(signer.public)})

    full, signer = create_signer(reference, told, recipients)
    name = fingerprint(signer.public)[:16]
    return full, SigningKey(id=name, ed25519=coded(signer.public), since=today, until=today + _TERM)
