"""What a fit key is, and all that is ever derived from it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from json import dumps
from typing import TYPE_CHECKING, NoReturn

from piiscan.errors import KeyRefused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

__all__ = ["SHORTEST", "MasterKey", "varied"]

SHORTEST = 32
"""Bytes of a master key, at least: the output length of SHA-256, as RFC 2104 advises for HMAC keys."""

_DISTINCT = 20  # 32 random bytes, or 43 base64 digits, show fewer distinct ones less than once in 10 million


class MasterKey:
    """The secret of one organisation. It can only be asked for what is derived from it.

    `version` is that of its subkeys: a rotated key has the same secret, and another version.
    """

    __slots__ = ("_secret", "version")

    def __init__(self, secret: bytes, version: int = 1) -> None:
        """Raises KeyRefused when the secret is short, or too regular to be random."""
        if len(secret) < SHORTEST:
            raise KeyRefused(f"the key is shorter than {SHORTEST} bytes: make one with `piiscan keys new`")
        steps = [(b - a) % 256 for a, b in pairwise(secret)]
        if not (varied(secret) and varied(steps)) or all(32 <= byte < 127 for byte in secret):
            raise KeyRefused("the key is not random: make one with `piiscan keys new`")
        self._secret, self.version = secret, version

    def at(self, version: int) -> MasterKey:
        """The same secret, for subkeys of another version."""
        return MasterKey(self._secret, version)

    def subkey(
        self, operator: str, partner: str | None, domain: str, version: int | None = None, octets: int = 32
    ) -> str:
        """The key of one operator, partner and domain, as ASCII hex digits, two for each of its octets.

        HKDF-SHA256 (RFC 5869) without salt; info is ["piiscan/1", operator, partner, domain, version] as JSON
        in ASCII without blanks. The version is the key's own unless one is given.
        """
        info = ["piiscan/1", operator, partner, domain, self.version if version is None else version]
        return _derive(self._secret, info, octets).hex()

    @property
    def fingerprint(self) -> str:
        """16 hex digits that tell keys apart in records; derived apart from every subkey, the same in every version."""
        return _derive(self._secret, ["piiscan/1", "fingerprint"]).hex()[:16]

    @property
    def public(self) -> bytes:
        """The 32 octets with which others check what the key has signed."""
        return self._signing.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """An Ed25519 signature (RFC 8032), 64 octets."""
        return self._signing.sign(message)

    @property
    def _signing(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(_derive(self._secret, ["piiscan/1", "ed25519"]))

    def __repr__(self) -> str:
        return "MasterKey(hidden)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a master key is never copied or pickled: hand over its reference, or a subkey")


def varied(symbols: Sequence[object]) -> bool:
    """Whether so many of them differ as do in what is random."""
    return len(set(symbols)) >= _DISTINCT


def _derive(secret: bytes, info: Sequence[str | int | None], octets: int = 32) -> bytes:
    return _hkdf(secret, dumps(info, separators=(",", ":")).encode("ascii"), octets)


def _hkdf(secret: bytes, info: bytes, octets: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=octets, salt=None, info=info).derive(secret)
