"""The types of Avro as those of Polars, and as they lie in the file: dates and moments as integers."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from piiscan.sources.formats.avro.schema import Leaf, Many, Member, Node, Record, Union, branch_names
from piiscan.sources.paths import ELEMENT, ROOT, child

_PLAIN: dict[str, pl.DataType] = {
    "null": pl.Null(),
    "boolean": pl.Boolean(),
    "int": pl.Int32(),
    "long": pl.Int64(),
    "float": pl.Float32(),
    "double": pl.Float64(),
    "bytes": pl.Binary(),
    "fixed": pl.Binary(),
    "string": pl.String(),
}
_NUMBERED: dict[tuple[str, str], pl.DataType] = {
    ("int", "date"): pl.Date(),
    ("long", "timestamp-millis"): pl.Datetime("ms", "UTC"),
    ("long", "timestamp-micros"): pl.Datetime("us", "UTC"),
    ("long", "timestamp-nanos"): pl.Datetime("ns", "UTC"),
    ("long", "local-timestamp-millis"): pl.Datetime("ms"),
    ("long", "local-timestamp-micros"): pl.Datetime("us"),
    ("long", "local-timestamp-nanos"): pl.Datetime("ns"),
}
"""Logical types that are the same integers in Polars; they are cast, a column at a time."""

_TIMES = {("int", "time-millis"), ("long", "time-micros")}
MOST_DIGITS = 38
"""Digits of a decimal in Polars. Longer ones stay bytes."""


def polars_type(node: Node) -> pl.DataType:
    """A union of several types is a struct with a field for each, of which one is filled."""
    if isinstance(node, Record):
        return pl.Struct({member.name: polars_type(member.type) for member in node.fields})
    if isinstance(node, Many):
        inner = polars_type(node.inner)
        return pl.List(inner) if node.kind == "array" else pl.Map(pl.String(), inner)
    if isinstance(node, Union):
        branches = {name: polars_type(branch) for name, branch in branch_names(node).items()}
        single = next(iter(branches.values()), pl.Null())
        return single if len(branches) < 2 else pl.Struct(branches)
    return _NUMBERED.get(_logical(node)) or _decoded(node)


def columns_of(record: Record) -> pl.Schema:
    return pl.Schema({member.name: polars_type(member.type) for member in record.fields})


def stored(record: Record) -> Record:
    """The same as it lies in the file: without the logical types that only read integers or text, and without words."""
    return Record(record.name, tuple(Member(each.name, _stored(each.type)) for each in record.fields))


def _stored(node: Node) -> Node:
    if isinstance(node, Record):
        return stored(node)
    if isinstance(node, Many):
        return Many(node.kind, _stored(node.inner))
    if isinstance(node, Union):
        return Union(tuple(_stored(branch) for branch in node.branches))
    needed = {key: node.attributes[key] for key in ("size", "symbols") if key in node.attributes}
    decoded = _logical(node) in _TIMES or isinstance(_decoded(node), pl.Decimal)
    return Leaf(node.kind, node.name, node.attributes if decoded else needed)


def comments(node: Node, path: str = ROOT) -> Iterator[tuple[str, str]]:
    """Path -> what the schema says about the leaf there."""
    if isinstance(node, Record):
        for member in node.fields:
            at = child(path, member.name)
            leaf, place = _behind(member.type, at)
            if leaf and isinstance(said := member.attributes.get("doc"), str):
                yield place, said
            yield from comments(member.type, at)
    elif isinstance(node, Many):
        yield from comments(node.inner, path + ELEMENT if node.kind == "array" else child(path + ELEMENT, "value"))
    elif isinstance(node, Union):
        branches = branch_names(node)
        for name, branch in branches.items():
            yield from comments(branch, path if len(branches) == 1 else child(path, name))


def _behind(node: Node, path: str) -> tuple[bool, str]:
    """Whether one leaf is all that lies here, below lists and nulls; and its path."""
    if isinstance(node, Union) and len(node.filled) == 1:
        return _behind(node.filled[0], path)
    if isinstance(node, Many) and node.kind == "array":
        return _behind(node.inner, path + ELEMENT)
    return isinstance(node, Leaf), path


def _logical(leaf: Leaf) -> tuple[str, str]:
    return leaf.kind, str(leaf.attributes.get("logicalType", ""))


def _decoded(leaf: Leaf) -> pl.DataType:
    """What fastavro makes of the leaf as `stored` has it."""
    if leaf.kind == "enum":
        return pl.Enum(leaf.attributes["symbols"])
    if _logical(leaf) in _TIMES:
        return pl.Time()
    precision, scale = leaf.attributes.get("precision", 0), leaf.attributes.get("scale", 0)
    decimal = leaf.attributes.get("logicalType") == "decimal" and leaf.kind in ("bytes", "fixed")
    if decimal and 0 < precision <= MOST_DIGITS and 0 <= scale <= precision:
        return pl.Decimal(precision, scale)
    return _PLAIN[leaf.kind]
