"""The way in: a nested column into one column for each of its leaves."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from piiscan.sources.nested.lists import as_lists, flat, regrouped, summed
from piiscan.sources.nested.shape import Leaf, Record, Shape


def unnested(column: pl.Series, tree: Shape, lengths: pl.Series | None = None) -> Iterator[pl.Series]:
    """The leaves of a column, each under its path. `lengths` says how many values of `column` a row has, if not one."""
    column = column.ext.storage() if isinstance(column.dtype, pl.BaseExtension) else column
    if isinstance(tree, Leaf):
        yield (column if lengths is None else regrouped(column, lengths)).alias(tree.path)
    elif isinstance(tree, Record):
        for name, field in tree.fields.items():
            yield from unnested(column.struct.field(name), field, lengths)
    else:
        lists = as_lists(column)
        if lengths is None and isinstance(tree.element, Leaf) and lists.dtype == pl.List(tree.element.dtype):
            yield lists.alias(tree.element.path)
            return
        inner = lists.list.len()
        yield from unnested(flat(lists), tree.element, inner if lengths is None else summed(inner, lengths))
