"""A masked copy: what it is called, and how it is read as what it was made from.

Masked values may hide how a file is laid out. A binary workbook is written in another form, and under its suffix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import polars as pl

from piiscan.errors import UsageError
from piiscan.model.table import Container, Document, Table, TableView, innermost, rebased
from piiscan.sources.databases.as_csv import CsvTable, opened_copy
from piiscan.sources.databases.places import key_in
from piiscan.sources.databases.relations import RelationTable
from piiscan.sources.databases.server import ServerTable
from piiscan.sources.databases.sqlite.reading import SqliteTable
from piiscan.sources.databases.urls import Location
from piiscan.sources.files import FromFile
from piiscan.sources.formats.compressed import COMPRESSIONS
from piiscan.sources.formats.csv.copies import copy_of
from piiscan.sources.formats.csv.ragged import RaggedTable
from piiscan.sources.formats.csv.regular import RegularTable
from piiscan.sources.formats.embedded.table import UnfoldedTable
from piiscan.sources.formats.fixed.table import FixedTable
from piiscan.sources.formats.html.tables import HtmlTable
from piiscan.sources.frame import FrameTable
from piiscan.sources.lakes.table import LakeTable
from piiscan.sources.nested.table import NestedTable
from piiscan.sources.spark.table import Declared

Named = TypeVar("Named", bound=Table | Document | Container)

_BINARY, _WRITTEN = ".xls", ".xlsx"
"""The suffixes of the format that nobody writes, and of the one that stands for it."""


def as_copy_of(original: Table, copy: Table, kept: Sequence[str]) -> Table:
    """The copy in the layout of the original, of whose columns it has the `kept` ones. Raises SourceUnreadable."""
    in_database = isinstance(innermost(copy), RelationTable)
    if isinstance(original, RegularTable | RaggedTable) and isinstance(copy, FromFile) and not in_database:
        return copy_of(original, copy.file, kept)
    if isinstance(original, CsvTable) and isinstance(copy, FromFile):
        return opened_copy(copy.file, kept)
    if isinstance(original, UnfoldedTable):
        folded = copy.table if isinstance(copy, UnfoldedTable) else copy
        return original.over(as_copy_of(original.table, folded, original.outer(kept)), kept)
    plain = copy.table if isinstance(copy, UnfoldedTable) else copy
    if isinstance(original, HtmlTable) and isinstance(plain, HtmlTable):
        return original.copied(plain, kept)
    if isinstance(original, FixedTable) and isinstance(plain, FixedTable):
        return plain.with_columns(kept)
    return copy


def is_loose(table: Table) -> bool:
    """Whether a copy is written from its rows alone, so that some may be left out, or stand in another place."""
    if isinstance(table, UnfoldedTable):  # what it lays back is read beside its rows
        return False
    if isinstance(table, TableView):
        return is_loose(table.table)
    if isinstance(table, FrameTable | NestedTable | LakeTable | Declared):
        return not table.nesting.nested
    if isinstance(table, SqliteTable | ServerTable):
        return True
    return isinstance(table, RegularTable) and table.survey.quoting != "mixed"


def name_of_copy(item: Table | Document | Container, name: str) -> str:
    """What a copy of the item is called, whose source is called `name`: a key, a path, the name of a member."""
    if item.format != "xls":
        return name
    inner = name
    for compression in COMPRESSIONS:
        inner = compression.below(inner)
    if inner.lower().endswith(_WRITTEN):
        return name
    stem = inner[: -len(_BINARY)] if inner.lower().endswith(_BINARY) else inner
    return f"{stem}{_WRITTEN}{name[len(inner) :]}"


def named_copies(items: Iterable[Named], around: str = "") -> Iterator[tuple[Named, str]]:
    """Each item and what its copy is called: its key, less what that begins with.

    Raises UsageError where two copies would have one name.
    """
    taken: dict[str, str] = {}
    for item in items:
        name = name_of_copy(item, item.key.removeprefix(around))
        if name in taken:
            raise UsageError(f"{taken[name]}, {item.source}: the copies of both would be called {name}: rename one")
        taken[name] = item.source
        yield item, name


def key_of_copy(item: Table | Document, database: Location | None = None) -> str:
    """The key that a copy of the item has in a folder, or in a database."""
    if database is not None and isinstance(item, Table):
        return key_in(item, database)
    if (within_folder := file_of_copy(item)) is not None:
        return within_folder
    if not isinstance(item, Table) or item.format != "xls":
        return item.key
    within = f"!{item.name}"
    return name_of_copy(item, item.key.removesuffix(within)) + within


def file_of_copy(item: Table | Document) -> str | None:
    """What the file is called that a copy of a server's table is; None for all else."""
    inner = innermost(item) if isinstance(item, Table) else None
    if not isinstance(inner, ServerTable):
        return None
    return CsvTable(inner).copied_as if item.format == "csv" else inner.copied_as


def as_csv(table: Table) -> Table:
    """The table as one whose copy is a CSV file, if it is a server's."""
    inner = innermost(table)
    return rebased(table, CsvTable(inner)) if isinstance(inner, ServerTable) else table


def folded(table: Table, masked: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Masked frames in the columns that the source itself has."""
    return table.folded(masked) if isinstance(table, UnfoldedTable) else masked
