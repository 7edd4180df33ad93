"""encrypt: the value itself, sealed; the key, and nothing less, opens it again."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import polars as pl

from piiscan.transforms.operator import Context, Promises, Reversible, where_filled
from piiscan.transforms.pseudonym import form_or_itself

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

__all__ = ["Encrypt"]

_KEY = 64
"""Octets: AES-256 for the synthetic IV and AES-256 for the text (RFC 5297, 2.2)."""

_PREFIX = "e_"
"""Before every output, so that none begins like a formula or a number."""


@dataclass(frozen=True, slots=True)
class Encrypt(Reversible):
    """AES-SIV (RFC 5297) over the canonical form, in base64url (RFC 4648, 5): equal people stay equal.

    A changed character, another partner or another domain is not opened. The output tells how long the form is.
    """

    name: ClassVar[str] = "encrypt"
    promises: ClassVar[Promises] = Promises(reversible=True, unique=True, needs_key=True)

    def expression(self, values: pl.Expr, context: Context) -> pl.Expr:
        key = _key(context)
        return where_filled(values, _each(form_or_itself(values, context), lambda text: _sealed(key, text)))

    def original(self, masked: pl.Expr, context: Context) -> pl.Expr:
        key = _key(context)
        return _each(masked, lambda text: _opened(key, text))

    def looks_like(self) -> str | None:
        return f"^{_PREFIX}[A-Za-z0-9_-]{{23,}}$"


def _key(context: Context) -> AESSIV:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    return AESSIV(bytes.fromhex(context.subkey(Encrypt.name, _KEY)))


def _each(values: pl.Expr, change: Callable[[str], str | None]) -> pl.Expr:
    """Once per distinct value: there is no vectorised form of this cipher."""

    def changed(columns: Sequence[pl.Series]) -> pl.Series:
        distinct = columns[0].drop_nulls().unique()
        into = pl.Series([change(value) for value in distinct], dtype=pl.String)
        return columns[0].replace_strict(distinct, into, default=None, return_dtype=pl.String)

    return pl.map_batches([values], changed, pl.String, is_elementwise=True)


def _sealed(key: AESSIV, text: str) -> str:
    return _PREFIX + urlsafe_b64encode(key.encrypt(text.encode(), None)).decode().rstrip("=")


def _opened(key: AESSIV, text: str) -> str | None:
    from cryptography.exceptions import InvalidTag

    sealed = text.removeprefix(_PREFIX)
    try:
        return key.decrypt(urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4)), None).decode()
    except (InvalidTag, ValueError):
        return None
