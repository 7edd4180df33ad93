"""The way out: masked leaves into the nested column they were taken from. Leaves that are not there were dropped."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.sources.nested.lists import as_lists, flat, regrouped
from piiscan.sources.nested.shape import Leaf, Record, Repeated, Shape

Flat = Mapping[str, pl.Series]
"""Path -> all masked values there, in their order."""


def nested(source: pl.Series, tree: Shape, masked: Flat) -> pl.Series | None:
    """The column with masked leaves; None if nothing is left of it. Raises OutputFailed where they do not fit."""
    if isinstance(tree, Leaf):
        return masked.get(tree.path)
    if isinstance(tree, Record):
        return _record(source, tree, masked)
    lists = as_lists(source)
    elements = nested(flat(lists), tree.element, masked)
    if elements is None:
        return None
    return _as_before(regrouped(elements, lists.list.len()), tree)


def elements_as_before(before: pl.Series, after: pl.Series) -> pl.Series:
    """All elements of the masked lists; a null in place of a list stands for nulls in all places.

    Raises OutputFailed where a list came back longer or shorter than it was.
    """
    if not isinstance(after.dtype, pl.List):
        raise OutputFailed("a list came back as something else")
    was = before.list.len().fill_null(0)
    now = after.list.len().fill_null(0)
    lost = after.is_null() & (was > 0)
    if lost.any():
        nulls = pl.repeat(None, int(was.filter(lost).sum()), dtype=after.dtype.inner, eager=True)
        blank = regrouped(nulls, pl.select(pl.when(lost).then(was)).to_series())
        return elements_as_before(before, after.zip_with(~lost, blank))
    if (was != now).any():
        raise OutputFailed("a list came back longer or shorter than it was")
    return flat(after)


def _record(source: pl.Series, tree: Record, masked: Flat) -> pl.Series | None:
    laid = {name: nested(source.struct.field(name), field, masked) for name, field in tree.fields.items()}
    fields = {name: column for name, column in laid.items() if column is not None}
    if not fields:
        return None
    record = pl.DataFrame(fields).to_struct()
    return pl.select(pl.when(source.is_not_null()).then(record)).to_series() if source.null_count() else record


def _as_before(lists: pl.Series, tree: Repeated) -> pl.Series:
    """Of the kind that the source has; a map that lost its keys or its values is a list of what is left."""
    if isinstance(tree.dtype, pl.Array):
        return lists.list.to_array(tree.dtype.size)
    if not isinstance(tree.dtype, pl.Map) or _names(lists) != ["key", "value"]:
        return lists
    keys = lists.list.eval(pl.element().struct.field("key"))
    if keys.list.len().ne_missing(keys.list.drop_nulls().list.n_unique()).any():
        raise OutputFailed("keys of a map became alike: drop them, or mask them so that they stay apart")
    return lists.list.to_map()


def _names(lists: pl.Series) -> list[str]:
    inner = lists.dtype.inner  # type: ignore[attr-defined]
    return [field.name for field in inner.fields]
