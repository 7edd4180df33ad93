"""DSSE v1.0.2 (Dead Simple Signing Envelope, secure-systems-lab): a payload, its type, and signatures over both.

A document has one spelling, that of `audit.canonical`; whatever is spelled otherwise, or says more, is none.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace

from piiscan.audit.canonical import parsed, written
from piiscan.errors import SignatureRefused
from piiscan.keys.signing import Signer
from piiscan.signing.ed25519 import fingerprint, holds

__all__ = ["Envelope", "Signature", "opened", "sealed", "signed", "signers"]

TYPE = "application/vnd.in-toto+json"
"""The payload type of in-toto statements (in-toto Attestation Framework, envelope layer)."""

LONGEST = 16 << 20
_MOST = 16
"""Signatures of one envelope: a release has three."""


@dataclass(frozen=True, slots=True)
class Signature:
    """`keyid` is the fingerprint of the public key, a hint for whom to ask; it proves nothing."""

    keyid: str
    sig: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """`payload` are the octets that were signed, and the only ones that are ever read."""

    payload: bytes
    signatures: tuple[Signature, ...] = ()


def signed(envelope: Envelope, key: Signer) -> Envelope:
    """With the signature of one more key."""
    signature = Signature(fingerprint(key.public), key.sign(_pae(TYPE, envelope.payload)))
    return replace(envelope, signatures=(*envelope.signatures, signature))


def signers(envelope: Envelope, trusted: Mapping[str, bytes]) -> tuple[str, ...]:
    """The fingerprints of the keys that have signed. `trusted`: fingerprint -> public key.

    Raises SignatureRefused where there is none, one twice, one of an unknown key, or one that does not hold.
    """
    keyids = tuple(signature.keyid for signature in envelope.signatures)
    if not keyids or len(set(keyids)) < len(keyids):
        raise SignatureRefused("it is signed by nobody, or by one key twice")
    message = _pae(TYPE, envelope.payload)
    for signature in envelope.signatures:
        public = trusted.get(signature.keyid)
        if public is None or fingerprint(public) != signature.keyid or not holds(public, signature.sig, message):
            raise SignatureRefused("a signature in it does not hold, or is by a key that nobody knows")
    return keyids


def sealed(envelope: Envelope) -> bytes:
    """The document."""
    signatures = [{"keyid": each.keyid, "sig": b64encode(each.sig).decode()} for each in envelope.signatures]
    payload = b64encode(envelope.payload).decode()
    return written({"payload": payload, "payloadType": TYPE, "signatures": signatures})


def opened(document: bytes) -> Envelope:
    """The envelope of a document. Raises SignatureRefused for what is not one, in its one spelling and of our type."""
    try:
        envelope = _envelope(parsed(document) if len(document) <= LONGEST else {})
    except ValueError:
        envelope = None
    if envelope is None or sealed(envelope) != document:
        raise SignatureRefused("it is no envelope of an in-toto statement, spelled as piiscan spells it")
    return envelope


def _envelope(content: Mapping[str, object]) -> Envelope | None:
    match content:
        case {"payload": str(payload), "payloadType": str(), "signatures": list(signatures)} if (
            len(signatures) <= _MOST
        ):
            return Envelope(b64decode(payload, validate=True), tuple(_signature(each) for each in signatures))
    return None


def _signature(content: object) -> Signature:
    match content:
        case {"keyid": str(keyid), "sig": str(sig)}:
            return Signature(keyid, b64decode(sig, validate=True))
    raise ValueError


def _pae(payload_type: str, payload: bytes) -> bytes:
    """The pre-authentication encoding (DSSE protocol, version 1): lengths before type and payload."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
