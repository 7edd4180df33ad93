"""Keys by their references: read, made and destroyed, each scheme in a module of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from piiscan.errors import KeyRefused
from piiscan.keys.master import MasterKey
from piiscan.keys.written import fresh, secret_in

__all__ = ["create", "destroy", "load", "scheme_in", "scheme_of"]

_HOMES = {"env": "environment", "file": "file", "age": "age", "keyring": "keyring"}
"""Scheme -> its module here."""

Told = Callable[[str], object]
"""Who is told the fingerprint of a key before it is made or destroyed, and may raise instead."""


class Scheme(Protocol):
    """What a module of a scheme does with the rest of a reference."""

    def read(self, name: str, output: Path | None) -> str: ...

    def vacant(self, name: str, recipients: Sequence[str]) -> str: ...

    def write(self, name: str, text: str, recipients: Sequence[str]) -> None: ...

    def erase(self, name: str) -> str: ...


def load(reference: str, output: Path | None = None) -> MasterKey:
    """The key behind a reference; raises KeyRefused where there is none, or it is unfit or unguarded.

    `output` is where masked data will be written: a key file in it is refused.
    """
    scheme, name = scheme_in(reference)
    return MasterKey(secret_in(scheme.read(name, output)))


def create(reference: str, told: Told = lambda fingerprint: None, recipients: Sequence[str] = ()) -> str:
    """Put a new key (base64 of 32 random bytes) where no key is yet; gives the full reference.

    `recipients` can open an age: key beside its maker. Raises KeyRefused where something is there already, or the
    place is not safe.
    """
    scheme, name = scheme_in(reference)
    full, text = scheme.vacant(name, recipients), fresh()
    told(MasterKey(secret_in(text)).fingerprint)
    scheme.write(full.partition(":")[2], text, recipients)
    return full


def destroy(reference: str, told: Told) -> str:
    """Make the stored key unreadable; gives what was done, in words. Raises KeyRefused where it cannot be."""
    scheme, name = scheme_in(reference)
    told(load(reference).fingerprint)
    return scheme.erase(name)


def scheme_of(reference: str) -> str:
    """The kind of a reference, which says nothing about the key. Raises KeyRefused."""
    scheme_in(reference)
    return reference.partition(":")[0]


def scheme_in(reference: str) -> tuple[Scheme, str]:
    """The module of a reference's scheme, and the rest of it. Raises KeyRefused."""
    scheme, _, name = reference.partition(":")
    if scheme not in _HOMES:
        raise KeyRefused("say a key as env:NAME, file:PATH, age:PATH or keyring:SERVICE/NAME, never as its value")
    return cast(Scheme, import_module(f"piiscan.keys.{_HOMES[scheme]}")), name
