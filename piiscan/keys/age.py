"""`age:PATH`: a key encrypted with age (age-encryption.org/v1), which may lie in git or a backup.

It is opened by an age identity: a file as `age-keygen` writes it, its owner's alone, named by $PIISCAN_AGE_IDENTITY,
else `piiscan/age.txt` in $XDG_CONFIG_HOME or ~/.config.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from piiscan.errors import KeyRefused
from piiscan.keys import guarded


def read(name: str, output: Path | None) -> str:
    pyrage = _pyrage()
    wrapped = guarded.text_of(Path(name), "age", output, private=False)
    try:
        opened: bytes = pyrage.decrypt(wrapped, _identities(pyrage))
    except pyrage.DecryptError:
        raise KeyRefused("the file that `age:` names is not encrypted to your age identity") from None
    return opened.decode("ascii", "replace")


def vacant(name: str, recipients: Sequence[str]) -> str:
    """Where a new key goes, as its reference. Raises KeyRefused where something is, or it could not be encrypted."""
    path = Path(name).expanduser()
    if not name or path.exists():
        raise KeyRefused(f"key file {path} cannot be created: say a new name as age:PATH")
    _recipients(_pyrage(), recipients)
    return f"age:{path.absolute()}"


def write(name: str, text: str, recipients: Sequence[str]) -> None:
    """Encrypted to the own identity and the `recipients` (age1…)."""
    pyrage = _pyrage()
    guarded.made(Path(name), pyrage.encrypt(text.encode(), _recipients(pyrage, recipients)))


def encrypt(source: Path, target: Path, recipient: str) -> None:
    """A file encrypted to somebody else's key. Raises KeyRefused for what is none (age1…)."""
    pyrage = _pyrage()
    try:
        pyrage.encrypt_file(str(source), str(target), [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.RecipientError:
        raise KeyRefused("a recipient is given as age1…, as `age-keygen -y` prints it") from None


def erase(name: str) -> str:
    guarded.erase(Path(name))
    return "the file with the wrapped key was overwritten with random bytes, synchronised and removed"


def _recipients(pyrage: ModuleType, others: Sequence[str]) -> list[Any]:
    try:
        named = [pyrage.x25519.Recipient.from_str(other) for other in others]
    except pyrage.RecipientError:
        raise KeyRefused("a recipient is given as age1…, as `age-keygen -y` prints it") from None
    return [*(identity.to_public() for identity in _identities(pyrage)), *named]


def _identities(pyrage: ModuleType) -> list[Any]:
    named = os.environ.get("PIISCAN_AGE_IDENTITY")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config")
    try:
        text = guarded.text_of(Path(named) if named else config / "piiscan" / "age.txt", "PIISCAN_AGE_IDENTITY")
        lines = text.decode("ascii", "replace").split()
        return [
            pyrage.x25519.Identity.from_str(word) for word in lines if word.startswith("AGE-SECRET-KEY-")
        ] or _none()
    except pyrage.IdentityError:
        return _none()
    except KeyRefused as refused:
        raise KeyRefused(f"age keys need an identity, a file of `age-keygen`: {refused}") from None


def _none() -> list[Any]:
    raise KeyRefused("the file that $PIISCAN_AGE_IDENTITY names holds no age identity: make one with `age-keygen`")


def _pyrage() -> ModuleType:
    try:
        return import_module("pyrage")
    except ImportError:
        raise KeyRefused("`age:` keys come with the extra `age`: pip install 'piiscan-data[age]'") from None
