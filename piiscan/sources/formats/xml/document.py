"""An XML file as a container: a table for each element that repeats, one row of the rest, and a text of comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, BinaryIO

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.table import Column
from piiscan.sources.files import SourceFile
from piiscan.sources.formats.xml.asides import lines_of
from piiscan.sources.formats.xml.rewriting import rewrite
from piiscan.sources.formats.xml.tokens import attributes, decoded, tokens
from piiscan.sources.formats.xml.tree import Node, records
from piiscan.sources.formats.xml.walking import Kind, said, saying, taken_apart, walk
from piiscan.sources.lines import in_parts
from piiscan.sources.paths import repeats

ROWS, CELLS = 5_000, 1_000_000
"""Most records, and most cells, of a batch."""

LARGEST = 1_000_000
"""Most leaves of one record: it is held in memory."""

COMMENTS, REST = "(comments)", "(document)"
"""Members that are no element."""

Cells = dict[str, Any]


@dataclass(frozen=True, slots=True)
class XmlTable:
    """The elements of one kind. A leaf that is missing or empty is null; one that repeats is a List(String)."""

    source: str
    key: str
    name: str
    format: str
    file: SourceFile
    root: Node
    record: Node | None

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(path, str(dtype), path) for path, dtype in self._schema().items())

    def batches(self) -> Iterator[pl.DataFrame]:
        schema = self._schema()
        size = max(1, min(ROWS, CELLS // len(schema)))
        rows = self._rows()
        while batch := list(islice(rows, size)):
            yield pl.DataFrame({path: [row.get(path) for row in batch] for path in schema}, schema=schema)

    def _schema(self) -> dict[str, pl.DataType]:
        node = self.record or self.root
        return {path: pl.List(pl.String) if repeats(path) else pl.String() for path in node.all_columns()}

    def _rows(self) -> Iterator[Cells]:
        row: Cells = {}
        leaves, record, end = 0, self.record, self.record or self.root
        for kind, raws, node in walk(self.file, self.root):
            if node.record is not record:
                continue
            if kind is Kind.OPEN and node.columns:
                for attribute in attributes(raws[0]):
                    if attribute.name in node.columns:
                        _put(row, node.columns[attribute.name], attribute.value or None)
                        leaves += 1
            elif (kind is Kind.LEAF or kind is Kind.TEXT) and node.leaf is not None:
                value = said(raws) if kind is Kind.TEXT else saying(decoded(taken_apart(raws[0])[1]))
                if value is not None or not node.children:
                    _put(row, node.leaf, value)
                    leaves += 1
            if node is end and (kind is Kind.CLOSE or kind is Kind.LEAF):
                yield row
                row, leaves = {}, 0
            elif leaves > LARGEST:
                raise SourceUnreadable(self.source, f"one element has more than {LARGEST} values")


@dataclass(frozen=True, slots=True)
class XmlText:
    """Comments, instructions, the document type, and what namespaces are called."""

    source: str
    key: str
    format: str
    file: SourceFile

    def parts(self) -> Iterator[pl.Series]:
        return in_parts(line for token in chain.from_iterable(tokens(self.file)) for line in lines_of(token))


@dataclass(frozen=True, slots=True)
class XmlFile:
    """One file."""

    source: str
    key: str
    format: str
    file: SourceFile
    root: Node

    def members(self) -> Iterator[XmlTable | XmlText]:
        for record in records(self.root):
            yield self._table(record.place, record.name, record)
        if self.root.record is None and any(self.root.all_columns()):
            yield self._table(REST, self.root.name, None)
        if any(map(lines_of, chain.from_iterable(tokens(self.file)))):
            yield XmlText(*self._called(COMMENTS), "xml", self.file)

    def write(self, masked: Callable[[Any], Iterator[Any]], stream: BinaryIO) -> None:
        """The file with masked leaves, and without those that were dropped; all layout stays."""
        members = list(self.members())
        frames = {member.record: masked(member) for member in members if isinstance(member, XmlTable)}
        parts = next((masked(member) for member in members if isinstance(member, XmlText)), iter(()))
        rewrite(self.file, self.root, frames, parts, stream)

    def _table(self, member: str, name: str, record: Node | None) -> XmlTable:
        return XmlTable(*self._called(member), name, "xml", self.file, self.root, record)

    def _called(self, member: str) -> tuple[str, str]:
        return f"{self.source}!{member}", f"{self.key}!{member}"


def _put(row: Cells, path: str, value: str | None) -> None:
    if repeats(path):
        row.setdefault(path, []).append(value)
    else:
        row[path] = value
