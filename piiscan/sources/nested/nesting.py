"""How the columns of one source become columns of leaves, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from piiscan.model.table import Column
from piiscan.sources.nested.beside import beside
from piiscan.sources.nested.laying import elements_as_before, nested
from piiscan.sources.nested.shape import Leaf, Shape, leaves, shape
from piiscan.sources.nested.unnesting import unnested
from piiscan.sources.paths import ROOT, child, looks_like_path


@dataclass(frozen=True, slots=True)
class Nesting:
    """The shape of each column of a source, in their order; a plain column is a leaf under its own name."""

    shapes: Mapping[str, Shape]
    columns: tuple[Column, ...]

    @staticmethod
    def of(schema: pl.Schema, comments: Mapping[str, str] | None = None) -> Nesting:
        """`comments` by path. Raises TooDeep."""
        said = comments or {}
        shapes, columns = {}, []
        for name, dtype in schema.items():
            path = child(ROOT, name)
            tree = shape(dtype, path)
            if isinstance(tree, Leaf):
                tree = Leaf(path if looks_like_path(name) else name, tree.dtype, repeats=False)
                columns.append(Column(tree.path, tree.type, comment=said.get(path)))
            else:
                columns += [Column(at.path, at.type, at.path, said.get(at.path)) for at in leaves(tree)]
            shapes[name] = tree
        return Nesting(shapes, tuple(columns))

    @staticmethod
    def whole(schema: pl.Schema) -> Nesting:
        """Each column as it is, not taken apart: for copies in which no leaf changes."""
        shapes = {name: Leaf(name, dtype, repeats=False) for name, dtype in schema.items()}
        return Nesting(shapes, tuple(Column(name, str(dtype)) for name, dtype in schema.items()))

    @property
    def nested(self) -> list[str]:
        """The names of the nested columns."""
        return [name for name, tree in self.shapes.items() if not isinstance(tree, Leaf)]

    def unnested(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame with one column for each leaf."""
        parts = (unnested(frame[name], tree) for name, tree in self.shapes.items())
        return pl.DataFrame({leaf.name: leaf for part in parts for leaf in part})

    def laid(self, source: Iterator[pl.DataFrame], masked: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The masked frames, nested as `source` is, which has the same rows, and the nested columns at least.

        Dropped leaves are left out. Raises OutputFailed where rows or lists do not fit.
        """
        pairs = beside(source, masked) if self.nested else ((frame, frame) for frame in masked)
        return (self._laid(before, after) for before, after in pairs)

    def _laid(self, source: pl.DataFrame, masked: pl.DataFrame) -> pl.DataFrame:
        after = {column.name: column for column in masked}
        laid = {name: _column(source, name, tree, after) for name, tree in self.shapes.items()}
        return pl.DataFrame({name: column for name, column in laid.items() if column is not None})


def _column(source: pl.DataFrame, name: str, tree: Shape, masked: Mapping[str, pl.Series]) -> pl.Series | None:
    """The masked column; None if nothing is left of it."""
    if isinstance(tree, Leaf):
        return masked.get(tree.path)
    found = {leaf.path: leaf.repeats for leaf in leaves(tree) if leaf.path in masked}
    before = {leaf.name: leaf for leaf in unnested(source[name], tree)} if any(found.values()) else {}
    elements = {
        path: elements_as_before(before[path], masked[path]) if repeats else masked[path]
        for path, repeats in found.items()
    }
    return nested(source[name], tree, elements)
