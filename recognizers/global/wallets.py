"""Addresses of wallets: Base58Check and Bech32 of Bitcoin, one by one, and the capitals of Ethereum's, all at once."""

from __future__ import annotations

from functools import reduce
from hashlib import sha256

import numpy as np
import polars as pl

from .keccak import Bytes, keccak_256

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_RESIDUE, _BECH32M_RESIDUE = 1, 0x2BC830A3
_BITCOIN = [3, 3, 0, 2, 3]
"""The prefix `bc` as BIP 173 expands it."""


def bitcoin(values: pl.Series) -> pl.Series:
    """Whether the checksum of each address holds (mainnet P2PKH, P2SH, segwit)."""
    distinct = values.drop_nulls().unique()
    right = [value for value in distinct if _base58check(value) or _segwit(value)]
    return values.is_in(right).fill_null(False)


def _base58check(address: str) -> bool:
    """25 bytes: version 0 or 5, 20 of a hash, the first 4 of the SHA-256d of the 21 before."""
    if not all(symbol in _BASE58 for symbol in address):
        return False
    number = reduce(lambda total, symbol: total * 58 + _BASE58.index(symbol), address, 0)
    if number >> 200:
        return False
    octets = number.to_bytes(25, "big")
    return octets[0] in (0, 5) and sha256(sha256(octets[:21]).digest()).digest()[:4] == octets[21:]


def _segwit(address: str) -> bool:
    """BIP 173 for witness version 0, BIP 350 for later ones; all of one case."""
    data = address.lower().removeprefix("bc1")
    if address not in (address.lower(), address.upper()) or not all(symbol in _BECH32 for symbol in data):
        return False
    places = [_BECH32.index(symbol) for symbol in data]
    residue = _BECH32M_RESIDUE if places and places[0] else _BECH32_RESIDUE
    return address.lower().startswith("bc1") and len(address) <= 90 and _polymod([*_BITCOIN, *places]) == residue


def _polymod(places: list[int]) -> int:
    return reduce(_step, places, 1)


def _step(checksum: int, place: int) -> int:
    top, shifted = checksum >> 25, (checksum & 0x1FFFFFF) << 5 ^ place
    return reduce(lambda total, i: total ^ (_GENERATOR[i] if top >> i & 1 else 0), range(5), shifted)


def ethereum(values: pl.Series) -> pl.Series:
    """Whether the capitals of `0x` and 40 hexadecimal digits are those of their checksum (EIP-55).

    Digits that are all small or all capital carry none, and pass.
    """
    digits = values.str.strip_prefix("0x")
    small = digits.str.to_lowercase()
    shown = digits.str.contains("^[0-9A-Fa-f]{40}$").fill_null(False)
    plain = (digits == small) | (digits == digits.str.to_uppercase())
    held = (shown & plain).fill_null(False)
    rows = (shown & ~held).arg_true()
    if rows.is_empty():
        return held
    right = _capitals(small.gather(rows)) == digits.gather(rows)
    return held.scatter(rows, right)


def _capitals(digits: pl.Series) -> pl.Series:
    """40 hexadecimal digits, with those as capitals for which the digest of them all has 8 or more at their place."""
    symbols = np.frombuffer("".join(digits).encode(), dtype=np.uint8).reshape(-1, 40)
    letters = (symbols >= ord("a")) & (_nibbles(keccak_256(symbols))[:, :40] >= 8)
    written = np.where(letters, symbols - 32, symbols).astype(np.uint8)
    return pl.Series(digits.name, [row.tobytes().decode() for row in written])


def _nibbles(octets: Bytes) -> Bytes:
    return np.stack([octets >> 4, octets & 15], axis=2).reshape(len(octets), -1)
