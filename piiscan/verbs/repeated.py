"""Lists masked element by element: leaves that repeat within a record of a nested document."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl


def per_element(lists: pl.Series, own: pl.DataFrame, masked: Callable[[pl.DataFrame], pl.Series]) -> pl.Series:
    """Apply `masked` to all elements at once, each beside its record's own columns; lists keep their lengths."""
    name = lists.name
    numbered = own.with_columns(lists).with_row_index("row")
    flat = numbered.explode(name, empty_as_null=False, keep_nulls=False)
    elements = flat.select("row", masked(flat.drop("row")))
    again = elements.group_by("row", maintain_order=True).agg(pl.col(name))
    lengths = numbered.select("row", empty=pl.col(name).list.len())
    laid = lengths.join(again, on="row", how="left", maintain_order="left")
    empty = pl.lit([], dtype=laid.schema[name])
    return laid.select(pl.when(pl.col("empty") == 0).then(empty).otherwise(name).alias(name)).to_series()
