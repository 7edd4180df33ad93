"""A signed statement of how far the log was, to be kept where who can change the log cannot change it.

The text is that of a checkpoint of a transparency log (C2SP tlog-checkpoint): origin, size, root in base64, here with
the time as an extension line; it is signed as a note (C2SP signed-note) with Ed25519 (RFC 8032).
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from piiscan.errors import UsageError
from piiscan.keys import MasterKey

__all__ = ["Checkpoint", "checked", "signed", "signer"]

_NAME = "piiscan"
_ED25519 = b"\x01"
"""The type of the signature in key ids and verifier keys (C2SP signed-note)."""

_NOTE = re.compile(
    r"piiscan\.audit/([0-9a-f]{32})\n(0|[1-9]\d{0,15})\n([A-Za-z0-9+/]{43}=)\ntime (\S{27})\n"
    r"\n— piiscan ([A-Za-z0-9+/]{91}=)\n",
    re.ASCII,
)
_SIGNER = re.compile(r"piiscan\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log `origin` had `size` lines, whose Merkle tree hash is `root` (hex), at the time `at`."""

    origin: str
    size: int
    root: str
    at: str

    @property
    def text(self) -> str:
        root = b64encode(bytes.fromhex(self.root)).decode()
        return f"piiscan.audit/{self.origin}\n{self.size}\n{root}\ntime {self.at}\n"


def signed(checkpoint: Checkpoint, key: MasterKey) -> str:
    """The checkpoint as a signed note."""
    return _note(checkpoint, _key_id(key.public) + key.sign(checkpoint.text.encode()))


def signer(key: MasterKey) -> str:
    """What others check the signatures of a key with (a verifier key of C2SP signed-note): public, one word."""
    return f"{_NAME}+{_key_id(key.public).hex()}+{b64encode(_ED25519 + key.public).decode()}"


def checked(note: str, signers: list[str]) -> Checkpoint:
    """The checkpoint of a note that one of the signers has signed.

    Raises UsageError for what is no such note, or signed by nobody of them.
    """
    found = _NOTE.fullmatch(note)
    if found is None:
        raise UsageError("that is no checkpoint of an audit log: see `piiscan audit checkpoint`")
    origin, size, root, at, signature = found.groups()
    checkpoint = Checkpoint(origin, int(size), b64decode(root).hex(), at)
    sealed = b64decode(signature)
    if _note(checkpoint, sealed) != note or not any(_holds(_public(each), sealed, checkpoint.text) for each in signers):
        raise UsageError("the checkpoint is not signed by the --signer: it proves nothing")
    return checkpoint


def _note(checkpoint: Checkpoint, signature: bytes) -> str:
    return f"{checkpoint.text}\n— {_NAME} {b64encode(signature).decode()}\n"


def _public(signer: str) -> bytes:
    found = _SIGNER.fullmatch(signer)
    key = b64decode(found[2]) if found else b""
    if not found or key[:1] != _ED25519 or _key_id(key[1:]).hex() != found[1]:
        raise UsageError("a signer is given as `piiscan+…+…`, as `piiscan audit checkpoint` tells it")
    return key[1:]


def _holds(public: bytes, sealed: bytes, text: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if sealed[:4] != _key_id(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(sealed[4:], text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _key_id(public: bytes) -> bytes:
    return sha256(f"{_NAME}\n".encode() + _ED25519 + public).digest()[:4]
