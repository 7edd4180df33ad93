"""HMAC-SHA256 (RFC 2104, FIPS 198-1) of a column: by polars-hash, or in Python where that is missing."""

from __future__ import annotations

import hmac

import polars as pl

__all__ = ["hmac_sha256"]


def hmac_sha256(values: pl.Expr, subkey: str) -> pl.Expr:
    """64 lower-case hex digits for each text in UTF-8; null for null. The key is the text of the subkey."""
    try:
        from polars_hash import CryptographicHashingNameSpace
    except ImportError:
        return in_python(values, subkey)
    return CryptographicHashingNameSpace(values).hmac_sha256(key=subkey)


def in_python(values: pl.Expr, subkey: str) -> pl.Expr:
    """The same by the standard library, value by value: some 20 times slower."""
    key = subkey.encode("ascii")

    def digest(text: str) -> str:
        return hmac.digest(key, text.encode(), "sha256").hex()

    return values.map_elements(digest, return_dtype=pl.String, skip_nulls=True)
