"""The shape of a nested type: a tree whose leaves have paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from piiscan.model.text import type_name
from piiscan.sources.paths import DEEPEST, ELEMENT, child


class TooDeep(Exception):
    """Nested deeper than is followed."""

    def __init__(self) -> None:
        super().__init__(f"nested deeper than {DEEPEST} levels")


@dataclass(frozen=True, slots=True)
class Leaf:
    """`repeats` where a row can hold many."""

    path: str
    dtype: pl.DataType
    repeats: bool

    @property
    def type(self) -> str:
        """The type of the column that the leaf becomes."""
        name = type_name(self.dtype)
        return f"List({name})" if self.repeats else name


@dataclass(frozen=True, slots=True)
class Record:
    fields: Mapping[str, Shape]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A List, an Array, or a Map as the list of its entries: records of `key` and `value`."""

    dtype: pl.DataType
    element: Shape


Shape: TypeAlias = Leaf | Record | Repeated


def shape(dtype: pl.DataType, path: str, repeats: bool = False, depth: int = 0) -> Shape:
    """The tree of a type. A struct without fields is a leaf; an extension is what it is stored as. Raises TooDeep."""
    if isinstance(dtype, pl.BaseExtension):
        dtype = _typed(dtype.ext_storage())
    if depth > DEEPEST:
        raise TooDeep
    if isinstance(dtype, pl.Struct) and dtype.fields:
        parts = {field.name: (_typed(field.dtype), child(path, field.name)) for field in dtype.fields}
        return Record({name: shape(inner, at, repeats, depth + 1) for name, (inner, at) in parts.items()})
    if isinstance(dtype, pl.List | pl.Array | pl.Map):
        return Repeated(dtype, shape(element_type(dtype), path + ELEMENT, True, depth + 1))
    return Leaf(path, dtype, repeats)


def leaves(tree: Shape) -> Iterator[Leaf]:
    """The leaves of a tree, in their order."""
    if isinstance(tree, Leaf):
        yield tree
    elif isinstance(tree, Record):
        for field in tree.fields.values():
            yield from leaves(field)
    else:
        yield from leaves(tree.element)


def element_type(dtype: pl.List | pl.Array | pl.Map) -> pl.DataType:
    if isinstance(dtype, pl.Map):
        return pl.Struct({"key": dtype.key, "value": dtype.value})
    return _typed(dtype.inner)


def _typed(dtype: object) -> pl.DataType:
    assert isinstance(dtype, pl.DataType)
    return dtype
