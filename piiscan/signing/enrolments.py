"""The enrolment of a person as a statement about their record."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from piiscan.audit.canonical import canonical
from piiscan.errors import SignatureRefused
from piiscan.model.release import Enrolment
from piiscan.model.typed import Misfit, plain, typed
from piiscan.signing.statement import parts, statement

__all__ = ["enrolment_in", "enrolment_payload"]

KIND = "piiscan:enrolment/1"


def enrolment_payload(enrolment: Enrolment) -> bytes:
    predicate: dict[str, Any] = plain(enrolment)
    digest = sha256(canonical(predicate["person"])).hexdigest()
    subject = {"digest": {"sha256": digest}, "name": f"people/{enrolment.person.name}"}
    return statement(KIND, [subject], predicate)


def enrolment_in(payload: bytes) -> Enrolment:
    """What was signed. Raises SignatureRefused for a payload that is not, octet for octet, that of an enrolment."""
    _, predicate = parts(payload, KIND)
    try:
        enrolment = typed(Enrolment, predicate)
        same = enrolment_payload(enrolment) == payload
    except (Misfit, TypeError):
        same = False
    if not same:
        raise SignatureRefused("what is signed is no enrolment of a person")
    return enrolment
