"""Values that fastavro decoded, as columns: one pass over them for each leaf."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from piiscan.sources.formats.avro.schema import Leaf, Many, Node, Record, branch_names
from piiscan.sources.formats.avro.types import polars_type
from piiscan.sources.formats.avro.unions import branch_of
from piiscan.sources.nested.lists import regrouped


def column(values: Sequence[Any], node: Node) -> pl.Series:
    """The values, all of them of one place in the schema, in the type that the place has. No name."""
    if isinstance(node, Leaf):
        return pl.Series(values, dtype=polars_type(node))
    if isinstance(node, Many):
        return _many(values, node)
    if isinstance(node, Record):
        fields = {at.name: [None if v is None else v[at.name] for v in values] for at in node.fields}
        return _struct({at.name: column(fields[at.name], at.type) for at in node.fields}, values)
    branches = branch_names(node)
    if len(branches) < 2:
        return column([_bare(v) for v in values], next(iter(branches.values()), Leaf("null")))
    chosen = [None if v is None else branch_of(v, branches) for v in values]
    split = {key: [_bare(v) if c == key else None for c, v in zip(chosen, values, strict=True)] for key in branches}
    return _struct({key: column(split[key], branch) for key, branch in branches.items()}, values)


def _many(values: Sequence[Any], node: Many) -> pl.Series:
    lengths = pl.Series([None if v is None else len(v) for v in values], dtype=pl.Int64)
    if node.kind == "array":
        return regrouped(column([inner for v in values if v for inner in v], node.inner), lengths)
    keys = pl.Series([key for v in values if v for key in v], dtype=pl.String)
    inner = column([inner for v in values if v for inner in v.values()], node.inner)
    return regrouped(pl.DataFrame({"key": keys, "value": inner}).to_struct(), lengths).list.to_map()


def _struct(fields: dict[str, pl.Series], values: Sequence[Any]) -> pl.Series:
    there = pl.Series([v is not None for v in values], dtype=pl.Boolean)
    return pl.select(pl.when(there).then(pl.DataFrame(fields).to_struct())).to_series()


def _bare(value: Any) -> Any:
    return value[1] if isinstance(value, tuple) else value
