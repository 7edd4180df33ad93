"""Lists as flat values and lengths, and back, a whole column at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl


def as_lists(column: pl.Series) -> pl.Series:
    """A List, Array or Map as a List; the entries of a Map are structs of `key` and `value`."""
    if isinstance(column.dtype, pl.Map):
        return column.map.entries()
    return column.arr.to_list() if isinstance(column.dtype, pl.Array) else column


def flat(lists: pl.Series) -> pl.Series:
    """All elements in their order; empty lists and nulls have none."""
    return lists.explode(empty_as_null=False, keep_nulls=False)


def regrouped(elements: pl.Series, lengths: pl.Series) -> pl.Series:
    """Lists of these lengths (null for no list at all) from their elements."""
    sizes = _sizes(lengths)
    rows = pl.Series("row", np.repeat(np.arange(len(sizes)), sizes)).set_sorted()
    grouped = pl.DataFrame([rows, elements.alias("value")]).group_by("row", maintain_order=True).agg("value")
    filled = pl.Series(np.cumsum(sizes > 0) - 1)
    found = grouped["value"].gather(pl.select(pl.when(pl.Series(sizes > 0)).then(filled)).to_series())
    empty = pl.lit([], dtype=pl.List(elements.dtype))
    return pl.select(pl.when(lengths.is_not_null() & (lengths == 0)).then(empty).otherwise(found)).to_series()


def summed(inner: pl.Series, outer: pl.Series) -> pl.Series:
    """How many elements the lists in a list have together: `inner` lengths, of which each row has `outer`."""
    ends = np.concatenate([[0], np.cumsum(_sizes(inner))])
    rows = np.concatenate([[0], np.cumsum(_sizes(outer))])
    totals = pl.Series(ends[rows[1:]] - ends[rows[:-1]])
    return pl.select(pl.when(outer.is_not_null()).then(totals)).to_series()


def _sizes(lengths: pl.Series) -> npt.NDArray[np.int64]:
    return lengths.fill_null(0).cast(pl.Int64).to_numpy()
