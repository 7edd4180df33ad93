"""Numbers of cells as text: every digit that is stored, and never an exponent where digits are meant."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

EXACT = 10**15
"""Spreadsheets keep 15 digits: from here on the last digits of a number are lost, or will be at the next save."""
_LONGEST = 30
"""Digits of a number that is still taken for an identifier."""


def numeral(stored: str) -> str:
    """`13800138000` for 13800138000, 1.3800138E10 and 13800138000.0; floats in their shortest form."""
    if stored.isascii() and stored.isdigit() and len(stored) < 16 and (stored[0] != "0" or stored == "0"):
        return stored
    return _numeral(stored)


@lru_cache(maxsize=1 << 16)
def _numeral(stored: str) -> str:
    exact = Decimal(stored)
    if not exact.is_finite():
        raise ValueError("not a number")
    if exact == exact.to_integral_value() and exact.adjusted() < _LONGEST:
        return str(int(exact))
    return repr(float(stored))


def is_long(numeral: str) -> bool:
    """Whether a spreadsheet cannot hold all digits of it."""
    return len(numeral) > 15 and numeral.lstrip("-").isdigit() and abs(int(numeral)) >= EXACT
