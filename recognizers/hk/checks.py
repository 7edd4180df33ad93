"""Checks of Hong Kong's numbers: each takes a column of canonical values and says which are right."""

from __future__ import annotations

import polars as pl

from ..checksums import BASE36, holds, weighted

_WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, 1]
_NO_LETTER = 9 * 36
"""A number of one letter has a blank before it, which counts as 36."""

__all__ = ["address", "hk_id"]


def hk_id(values: pl.Series) -> pl.Series:
    """One or two letters (A = 10 to Z = 35), six digits and a check digit, A for ten: weights 9 to 1, modulo 11."""
    one = holds(values, BASE36, weighted(_WEIGHTS[1:], 11, -_NO_LETTER % 11), widths=[8])
    return one | holds(values, BASE36, weighted(_WEIGHTS, 11), widths=[9])


def address(values: pl.Series) -> pl.Series:
    """An address (canonical form) that names an area of Hong Kong, or a floor and a flat as they are written there."""
    area = values.str.contains("^(?:香港|九龍|九龙|新界|大嶼山|大屿山)|(?:kowloon|new territories|lantau)")
    return (area | values.str.contains("[0-9gu]/f")).fill_null(False)
