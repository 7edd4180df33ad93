"""Unkeyed digests of values, as an attacker makes them of every value there may be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

Algorithm = Callable[[bytes], Any]
"""A constructor of hashlib."""


def digest(values: pl.Series, algorithm: Algorithm) -> pl.Series:
    """In hex; null for null."""
    return values.map_elements(lambda text: algorithm(text.encode()).hexdigest(), return_dtype=pl.String)
