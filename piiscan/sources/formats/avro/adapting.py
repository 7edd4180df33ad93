"""The schema of the masked copy: that of the source wherever nothing changed."""

from __future__ import annotations

import polars as pl

from piiscan.errors import OutputFailed
from piiscan.model.text import type_name
from piiscan.sources.formats.avro.schema import (
    NULL,
    STRING,
    Leaf,
    Many,
    Member,
    Node,
    Record,
    Union,
    branch_names,
    kind,
)
from piiscan.sources.formats.avro.types import polars_type
from piiscan.sources.nested.lists import as_lists, flat

_OF: dict[object, Leaf] = {
    pl.String: STRING,
    pl.Null: NULL,
    pl.Boolean: Leaf("boolean"),
    **dict.fromkeys((pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16), Leaf("int")),
    **dict.fromkeys((pl.Int64, pl.UInt32), Leaf("long")),
    pl.Float32: Leaf("float"),
    pl.Float64: Leaf("double"),
    pl.Binary: Leaf("bytes"),
    pl.Date: Leaf("int", attributes={"logicalType": "date"}),
}
"""What a masked leaf of another type than before is written as."""

_UUID = r"^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"


def adapted(record: Record, frame: pl.DataFrame) -> Record:
    """The record with the fields and types of the masked frame, a batch with rows if there are any.

    A field that holds nulls here, and held none before, allows them. Raises OutputFailed for types Avro lacks.
    """
    members = {member.name: member for member in record.fields}
    return Record(record.name, tuple(_member(members[column.name], column) for column in frame), record.attributes)


def _member(member: Member, values: pl.Series) -> Member:
    """A field that changed has no default, and says nothing about its values any more."""
    node = _node(member.type, values, member.name)
    return member if node == member.type else Member(member.name, node)


def _node(node: Node, values: pl.Series, name: str) -> Node:
    if isinstance(node, Union):
        return _union(node, values, name)
    filled = _filled(node, values.drop_nulls(), name)
    return Union((NULL, filled)) if values.null_count() and filled != NULL else filled


def _filled(node: Leaf | Record | Many, values: pl.Series, name: str) -> Node:
    if isinstance(node, Record) and isinstance(values.dtype, pl.Struct):
        return adapted(node, values.struct.unnest())
    if isinstance(node, Many):
        return _many(node, flat(as_lists(values)), isinstance(values.dtype, pl.Map), name)
    if values.dtype == polars_type(node):
        return STRING if node.attributes.get("logicalType") == "uuid" and not _uuids(values) else node
    if type(values.dtype) not in _OF:
        raise OutputFailed(f"{name}: Avro has no type for {type_name(values.dtype)}")
    return _OF[type(values.dtype)]


def _uuids(values: pl.Series) -> bool:
    return values.dtype != pl.String or bool(values.str.contains(_UUID).all())


def _many(node: Many, elements: pl.Series, map_still: bool, name: str) -> Many:
    """A map that lost its keys or its values is an array of what is left."""
    if node.kind == "array":
        return Many("array", _node(node.inner, elements, name))
    if map_still:
        return Many("map", _node(node.inner, elements.struct.field("value"), name))
    entry = Record(f"{name}_entry", (Member("key", STRING), Member("value", node.inner)))
    return Many("array", adapted(entry, elements.struct.unnest()))


def _union(node: Union, values: pl.Series, name: str) -> Node:
    """With several types it stays a union as long as each stays what it was, and is a record of all of them if not."""
    branches = branch_names(node)
    if len(branches) < 2:
        filled = iter([_node(only, values.drop_nulls(), name) for only in branches.values()])
        return Union(tuple(NULL if branch == NULL else next(filled) for branch in node.branches))
    fields = {column.name: column.drop_nulls() for column in values.drop_nulls().struct.unnest()}
    after = {key: _node(branch, fields[key], name) for key, branch in branches.items() if key in fields}
    if list(after) != list(branches) or any(_differs(branches[key], after[key]) for key in after):
        choices = tuple(Member(key, Union((NULL, branch))) for key, branch in after.items())
        return Union((NULL, Record(f"{name}_union", choices)))
    filled = iter(after.values())
    again = tuple(NULL if branch == NULL else next(filled) for branch in node.branches)
    return Union((NULL, *again) if values.null_count() and NULL not in again else again)


def _differs(before: Node, after: Node) -> bool:
    return after != before if isinstance(before, Leaf) else kind(after) != kind(before)
