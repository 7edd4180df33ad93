"""What a scan has to say of a part of the data, and what must be known of it when all parts come together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from piiscan.model.finding import DocumentFinding, Incomplete, TableFinding
from piiscan.model.table import Table
from piiscan.sources.databases.server import Readers
from piiscan.verbs.meeting import Hashes

__all__ = ["Entities", "Lying", "TableTold", "Told"]

Entities = tuple[str, ...]


class Lying(NamedTuple):
    """The file on disk that a table or text lies in: what it is called, and its path, which is empty elsewhere."""

    source: str
    place: str


@dataclass(frozen=True, slots=True)
class TableTold:
    """One table on its own. By column: the `hashes` of its values, and how many of them are bytes that are no text.

    `telling` names columns whose values are found elsewhere only where both mean the same (verbs.joins).
    """

    finding: TableFinding
    hashes: Mapping[str, Hashes]
    undecoded: Mapping[str, int]
    telling: tuple[str, ...] = ()
    older: str | None = None
    dated: bool = False


@dataclass(slots=True)
class Told:
    """Tables and documents in the order they were found in; by source: where they lie, and what column names hold.

    `named` are members in whose names something stands, `beside` says that other files, which no listing shows, may
    have a say in it.
    """

    tables: list[TableTold] = field(default_factory=list)
    documents: list[DocumentFinding] = field(default_factory=list)
    incomplete: list[Incomplete] = field(default_factory=list)
    lying: dict[str, Lying] = field(default_factory=dict)
    held: dict[str, Mapping[str, Entities]] = field(default_factory=dict)
    named: dict[str, Entities] = field(default_factory=dict)
    related: list[Table] = field(default_factory=list)
    readers: dict[str, Readers] = field(default_factory=dict)
    beside: bool = False

    def add(self, other: Told) -> None:
        self.tables += other.tables
        self.documents += other.documents
        self.incomplete += other.incomplete
        self.lying |= other.lying
        self.held |= other.held
        self.named |= other.named
        self.related += other.related
        self.readers |= other.readers
