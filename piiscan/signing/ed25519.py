"""Ed25519 public keys (RFC 8032), 32 octets: which are fit for use, what they are called, what they have signed."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

__all__ = ["coded", "fingerprint", "fit", "holds", "public_in"]

_OCTETS = 32
_PRIME = 2**255 - 19
_SIGN = 2**255
_OF_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL = frozenset({0, 1, _PRIME - 1, _OF_ORDER_8, _PRIME - _OF_ORDER_8})
"""The y-coordinates of the eight points whose order divides 8: under such a key anybody can sign (RFC 8032, 5.1.7)."""


def fit(public: bytes) -> bool:
    """Whether these octets are a key: a point written the one way there is, and not of small order."""
    y = int.from_bytes(public, "little") % _SIGN
    return len(public) == _OCTETS and y < _PRIME and y not in _SMALL


def fingerprint(public: bytes) -> str:
    """SHA-256 in hex."""
    return sha256(public).hexdigest()


def coded(public: bytes) -> str:
    """In base64, as records have it."""
    return b64encode(public).decode()


def public_in(text: str) -> bytes | None:
    """The fit key that stands there in base64; None for anything else."""
    try:
        public = b64decode(text, validate=True)
    except ValueError:
        return None
    return public if fit(public) and coded(public) == text else None


def holds(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the message was signed by the private half of a fit key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return fit(public)
