"""Key references, what a fit key is, and the subkeys that are derived from it.

A key is named by a reference and never given as a value: `env:NAME` or `file:PATH`. What a reference resolves
to is 32 bytes or more of randomness, written in base64 or hex. No message, `repr` or pickle holds a key, and
no message repeats a reference that did not resolve, because a key pasted in its place would be shown.
"""

from __future__ import annotations

import os
import re
import stat
from base64 import b64decode, b64encode, urlsafe_b64decode
from collections.abc import Sequence
from itertools import pairwise
from json import dumps
from pathlib import Path
from secrets import token_bytes
from typing import NoReturn

from piiscan.errors import KeyRefused

__all__ = ["MasterKey", "create", "load"]

SHORTEST = 32
"""Bytes of a master key, at least: the output length of SHA-256, as RFC 2104 advises for HMAC keys."""

_DISTINCT = 20  # 32 random bytes, or 43 base64 digits, show fewer distinct ones less than once in 10 million
_LONGEST_FILE = 4096
_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_BASE64 = re.compile(r"[0-9A-Za-z+/_-]+={0,2}")


class MasterKey:
    """The secret of one organisation. It can only be asked for what is derived from it."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        """Raises KeyRefused when the secret is short, or too regular to be random."""
        if len(secret) < SHORTEST:
            raise KeyRefused(f"the key is shorter than {SHORTEST} bytes: make one with `piiscan keys new`")
        steps = [(b - a) % 256 for a, b in pairwise(secret)]
        if not (_varied(secret) and _varied(steps)) or all(32 <= byte < 127 for byte in secret):
            raise KeyRefused("the key is not random: make one with `piiscan keys new`")
        self._secret = secret

    def subkey(self, operator: str, partner: str | None, domain: str, version: int = 1, octets: int = 32) -> str:
        """The key of one operator, partner and domain, as ASCII hex digits, two for each of its octets.

        HKDF-SHA256 (RFC 5869) without salt; info is ["piiscan/1", operator, partner, domain, version] as JSON
        in ASCII without blanks.
        """
        return _derive(self._secret, ["piiscan/1", operator, partner, domain, version], octets).hex()

    @property
    def fingerprint(self) -> str:
        """16 hex digits that tell keys apart in records; derived apart from every subkey."""
        return _derive(self._secret, ["piiscan/1", "fingerprint"]).hex()[:16]

    def __repr__(self) -> str:
        return "MasterKey(hidden)"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a master key is never copied or pickled: hand over its reference, or a subkey")


def load(reference: str, output: Path | None = None) -> MasterKey:
    """The key behind a reference; raises KeyRefused where there is none, or it is unfit or unguarded.

    `output` is where masked data will be written: a key file in it is refused.
    """
    scheme, _, name = reference.partition(":")
    match scheme:
        case "env":
            return MasterKey(_decoded(_variable(name)))
        case "file":
            return MasterKey(_decoded(_content(Path(name), output)))
        case "age" | "keyring":
            raise KeyRefused(f"`{scheme}:` keys will come with the extra `{scheme}`: use `file:` until then")
    raise KeyRefused("a key is given as env:NAME or file:PATH, never as its value")


def create(path: Path) -> str:
    """Write a new key (base64 of 32 random bytes, mode 0600) to a file that does not exist yet.

    Returns its reference. Raises KeyRefused when the file exists, or lies in a git work tree.
    """
    _refuse_work_tree(path)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as failed:
        raise KeyRefused(f"key file {path} cannot be created: {failed.strerror}") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(b64encode(token_bytes(SHORTEST)) + b"\n")
        file.flush()
        os.fsync(descriptor)
    return f"file:{path.absolute()}"


def _derive(secret: bytes, info: Sequence[str | int | None], octets: int = 32) -> bytes:
    return _hkdf(secret, dumps(info, separators=(",", ":")).encode("ascii"), octets)


def _hkdf(secret: bytes, info: bytes, octets: int) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=octets, salt=None, info=info).derive(secret)


def _varied(symbols: Sequence[object]) -> bool:
    return len(set(symbols)) >= _DISTINCT


def _decoded(text: str) -> bytes:
    text = text.strip()
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)
    if not _BASE64.fullmatch(text) or (len(text.rstrip("=")) % 4 == 1):
        raise KeyRefused("the key is neither base64 nor hex: make one with `piiscan keys new`")
    digits = text.rstrip("=")
    one_case = digits in (digits.lower(), digits.upper())
    if len(digits) * 6 >= SHORTEST * 8 and (one_case or not _varied(digits)):
        raise KeyRefused("the key is a password, not randomness: make one with `piiscan keys new`")
    padded = digits + "=" * (-len(digits) % 4)
    return urlsafe_b64decode(padded) if set("-_") & set(digits) else b64decode(padded)


def _variable(name: str) -> str:
    if not os.environ.get(name):
        raise KeyRefused("the environment variable that `env:` names is not set")
    return os.environ[name]


def _content(path: Path, output: Path | None) -> str:
    try:
        target = path.expanduser().resolve()
        descriptor = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError, RuntimeError):
        raise KeyRefused("the file that `file:` names cannot be opened") from None
    try:
        _refuse_mode(path, os.fstat(descriptor).st_mode)
        _refuse_work_tree(path.expanduser())
        if output is not None and target.is_relative_to(output.resolve()):
            raise KeyRefused(f"key file {path} lies in the output: move it elsewhere")
        return os.read(descriptor, _LONGEST_FILE).decode("ascii", "replace")
    finally:
        os.close(descriptor)


def _refuse_mode(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise KeyRefused(f"key file {path} is not a regular file")
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyRefused(f"key file {path} is open to other users: `chmod 600` it, or make a new key")


def _refuse_work_tree(path: Path) -> None:
    for folder in (*path.absolute().parents, *path.resolve().parents):
        if (folder / ".git").exists():
            raise KeyRefused(f"key file {path} lies in the git work tree {folder}: keep it outside")
