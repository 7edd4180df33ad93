"""Checks of Macau: each takes a column of canonical values and says which are right."""

from __future__ import annotations

import polars as pl

__all__ = ["address"]


def address(values: pl.Series) -> pl.Series:
    """An address (canonical form) that names Macau or one of its islands."""
    return values.str.contains("^(?:澳門|澳门|氹仔|路環|路环)|(?:macau|macao|taipa|coloane)$").fill_null(False)
