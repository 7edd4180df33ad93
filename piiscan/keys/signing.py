"""A person's signing key: Ed25519 (RFC 8032), by reference like every key.

It is kept as PKCS #8 in PEM (RFC 8410, section 7), so that no masking key passes for it, nor it for one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from piiscan.errors import KeyRefused
from piiscan.keys.references import scheme_in

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["Signer", "create_signer", "load_signer"]


class Signer:
    """A private key that can only be asked to sign."""

    __slots__ = ("_key",)

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @property
    def public(self) -> bytes:
        """The 32 octets with which others check what it has signed."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """A signature of 64 octets."""
        return self._key.sign(message)

    def __repr__(self) -> str:
        return "Signer(hidden)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a signing key is never copied or pickled: hand over its reference")


def load_signer(reference: str) -> Signer:
    """The signing key behind a reference; raises KeyRefused where there is none, or another kind of key."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    scheme, name = scheme_in(reference)
    try:
        key = load_pem_private_key(scheme.read(name, None).encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyRefused("that is no signing key: make one with `piiscan keys new --signing`")
    return Signer(key)


def create_signer(
    reference: str, told: Callable[[Signer], object], recipients: Sequence[str] = ()
) -> tuple[str, Signer]:
    """Put a new signing key where nothing is yet; gives its full reference, too.

    `told` comes before, and may raise instead. Raises KeyRefused where the place is taken or not safe.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    scheme, name = scheme_in(reference)
    full, key = scheme.vacant(name, recipients), Ed25519PrivateKey.generate()
    told(Signer(key))
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode().strip()
    scheme.write(full.partition(":")[2], pem, recipients)
    return full, Signer(key)
