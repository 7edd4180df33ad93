"""Lists masked element by element: leaves that repeat within a record of a nested document."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

Masked = Callable[[pl.DataFrame, Sequence[str]], Sequence[pl.Series]]
"""The named columns of a frame, masked."""


def per_element(lists: pl.Series, own: pl.DataFrame, masked: Masked) -> pl.Series:
    """Apply `masked` to all elements at once, each beside its record's own columns; lists keep their lengths."""
    name = lists.name
    beside = [column for column in own.get_columns() if column.name != name]
    numbered = pl.DataFrame([*beside, lists]).with_row_index(_ROW)
    flat = numbered.explode(name, empty_as_null=False, keep_nulls=False)
    elements = flat.select(_ROW).with_columns(masked(flat.drop(_ROW), [name]))
    again = elements.group_by(_ROW, maintain_order=True).agg(pl.col(name))
    lengths = numbered.select(_ROW, length=pl.col(name).list.len())
    laid = lengths.join(again, on=_ROW, how="left", maintain_order="left")
    empty = pl.lit([], dtype=laid.schema[name])
    return laid.select(pl.when(pl.col("length") == 0).then(empty).otherwise(name).alias(name)).to_series()


_ROW = "\0row"
"""No column of a file has this name."""
