"""`keyring:SERVICE/NAME`: a key in the secret store of the desktop or system, by the keyring library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from piiscan.errors import KeyRefused

_UNENCRYPTED = "keyrings.alt."
"""The package of stores that keep secrets in plain files, or hardly better."""


def read(name: str, output: Path | None) -> str:
    service, _, user = name.partition("/")
    store = _store()
    try:
        found: str | None = store.get_password(service, user) if user else None
    except store.errors.KeyringError:
        found = None
    if not found:
        raise KeyRefused("the keyring has no such key, or is locked: say keyring:SERVICE/NAME")
    return found


def vacant(name: str, recipients: Sequence[str]) -> str:
    """Where a new key goes, as its reference. Raises KeyRefused where something is, or there is no store."""
    service, _, user = name.partition("/")
    if not (service and user):
        raise KeyRefused("say where as keyring:SERVICE/NAME")
    if recipients:
        raise KeyRefused("only age: keys have recipients")
    store = _store()
    try:
        taken = store.get_password(service, user) is not None
    except store.errors.KeyringError:
        raise KeyRefused("the keyring is locked, or there is none") from None
    if taken:
        raise KeyRefused("the keyring has a key of that name: say another one")
    return f"keyring:{name}"


def write(name: str, text: str, recipients: Sequence[str]) -> None:
    service, _, user = name.partition("/")
    store = _store()
    try:
        store.set_password(service, user, text)
    except store.errors.KeyringError:
        raise KeyRefused("the keyring does not take the key: it is locked, or there is none") from None


def erase(name: str) -> str:
    service, _, user = name.partition("/")
    store = _store()
    try:
        store.delete_password(service, user)
    except store.errors.KeyringError:
        raise KeyRefused("the keyring does not give the key up: it is locked, or has none of that name") from None
    return "the secret store was told to delete the key"


def _store() -> ModuleType:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise KeyRefused("`keyring:` keys come with the extra `keyring`: pip install 'piiscan-data[keyring]'") from None
    backend = type(keyring.get_keyring()).__module__
    if backend.startswith(_UNENCRYPTED):
        raise KeyRefused("the keyring of this machine keeps secrets in plain files: use age:PATH")
    return keyring
