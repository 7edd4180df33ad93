"""Work that is done once for each distinct value, where values repeat."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

__all__ = ["once_per_distinct"]

_WORTH = 0.5
"""Share of distinct rows up to which telling them apart costs less than a keyed hash of each (measured)."""


def once_per_distinct(given: pl.DataFrame, made: Callable[[pl.DataFrame], pl.Series]) -> pl.Series:
    """`made` of the rows, which depends on nothing else: same length, same order."""
    kinds = given.select(pl.Series("row", given.hash_rows()).approx_n_unique()).item()
    if kinds > _WORTH * len(given):
        return made(given)
    distinct = given.unique()
    told = distinct.with_columns(made(distinct).alias("_made"))
    return given.join(told, on=given.columns, how="left", nulls_equal=True, maintain_order="left")["_made"]
