"""A key as text, base64 or hex, which is how files and variables hold it."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode, urlsafe_b64decode
from secrets import token_bytes

from piiscan.errors import KeyRefused
from piiscan.keys.master import SHORTEST, varied

__all__ = ["fresh", "secret_in"]

_HEX = re.compile(r"(?:[0-9a-fA-F]{2})+")
_BASE64 = re.compile(r"[0-9A-Za-z+/_-]+={0,2}")


def fresh() -> str:
    """A new key: 32 random bytes in base64."""
    return b64encode(token_bytes(SHORTEST)).decode()


def secret_in(text: str) -> bytes:
    """The bytes that are written there. Raises KeyRefused for what is no key, and never shows it."""
    text = text.strip()
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)
    if not _BASE64.fullmatch(text) or (len(text.rstrip("=")) % 4 == 1):
        raise KeyRefused("the key is neither base64 nor hex: make one with `piiscan keys new`")
    digits = text.rstrip("=")
    one_case = digits in (digits.lower(), digits.upper())
    if len(digits) * 6 >= SHORTEST * 8 and (one_case or not varied(digits)):
        raise KeyRefused("the key is a password, not randomness: make one with `piiscan keys new`")
    padded = digits + "=" * (-len(digits) % 4)
    return urlsafe_b64decode(padded) if set("-_") & set(digits) else b64decode(padded)
