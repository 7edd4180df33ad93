"""Where data is, once a source has been opened: tables of batches, and documents of parts."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.finding import Incomplete


@dataclass(frozen=True, slots=True)
class Column:
    """A column as the source declares it. `path` is set for leaves of nested documents (`$.a[*].b`).

    `formulas` is how many of its cells the source says are formulas, as workbooks do; batches have their values.
    """

    name: str
    type: str
    path: str | None = None
    comment: str | None = None
    formulas: int = 0


@runtime_checkable
class Table(Protocol):
    """A named stream of batches.

    Every batch has one row per record and one column per entry of `columns`, under the same name and in the
    same order. Columns keep the source's own types; CSV and JSON leaves are String. A leaf that repeats
    within a record (a path with `[*]`) is a List(String). `batches` may be called again, and yields the same.
    """

    @property
    def source(self) -> str:
        """The path or URI as the user would recognise it."""
        ...

    @property
    def key(self) -> str:
        """The path relative to the target it was found under; a plan names the table by it."""
        ...

    @property
    def name(self) -> str: ...

    @property
    def format(self) -> str: ...

    @property
    def columns(self) -> tuple[Column, ...]: ...

    def batches(self) -> Iterator[pl.DataFrame]:
        """Yield the rows in order. Raises SourceUnreadable where the rest cannot be read."""
        ...


@dataclass(frozen=True, slots=True)
class Reference:
    """Columns whose values stand in a table of the same source, by its name; `to` is empty for its primary key.

    `space` is what the key of that table begins with, where that is in another schema; `actions` is the SQL of what
    becomes of the columns where the row that they refer to goes or changes.
    """

    columns: tuple[str, ...]
    table: str
    to: tuple[str, ...] = ()
    space: str | None = None
    actions: str = ""


@dataclass(frozen=True, slots=True)
class Constraints:
    """What a database holds its rows to: combinations that do not repeat, columns that are filled, references."""

    unique: tuple[tuple[str, ...], ...] = ()
    not_null: frozenset[str] = frozenset()
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """Random rows of a table that has about so many `rows`."""

    rows: int
    batches: Iterator[pl.DataFrame]


@runtime_checkable
class Drawing(Protocol):
    """A table that draws random rows itself, where reading all of it would cost too much."""

    def drawn(self, sample: int | float | None) -> Drawn | None:
        """So many rows, or a share of them; None for the table to choose. None: all rows are to be read."""
        ...


@runtime_checkable
class Surveyed(Protocol):
    """A table some of whose columns can be read alone."""

    def surveyed(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Them, in those rows at least that will be looked at. Raises SourceUnreadable."""
        ...


@runtime_checkable
class Constrained(Protocol):
    """A table whose copy is held to what it is held to."""

    @property
    def constraints(self) -> Constraints: ...


@runtime_checkable
class Aging(Protocol):
    """A table whose source keeps former states of it: `older` says which, and how to end them."""

    @property
    def older(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class TableView(ABC):
    """A table seen another way, under its own name."""

    table: Table

    @property
    def source(self) -> str:
        return self.table.source

    @property
    def key(self) -> str:
        return self.table.key

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def format(self) -> str:
        return self.table.format

    @abstractmethod
    def seen(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """What batches of the table are in this view."""

    def batches(self) -> Iterator[pl.DataFrame]:
        return self.seen(self.table.batches())


def innermost(table: Table) -> Table:
    """The table of the source itself."""
    while isinstance(table, TableView):
        table = table.table
    return table


def rebased(table: Table, source: Table) -> Table:
    """The same view of another table of the source."""
    return replace(table, table=rebased(table.table, source)) if isinstance(table, TableView) else source


def as_seen(table: Table, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """What batches of the innermost table are in the table."""
    return table.seen(as_seen(table.table, batches)) if isinstance(table, TableView) else batches


@runtime_checkable
class Document(Protocol):
    """A text. `parts` concatenated are the whole text, line ends included; a part is a line."""

    @property
    def source(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def format(self) -> str: ...

    def parts(self) -> Iterator[pl.Series]:
        """Yield the parts in order, in batches (Series of String). Raises SourceUnreadable."""
        ...


@runtime_checkable
class Container(Protocol):
    """A file that holds several tables and texts: a workbook, an archive, a dump of a database.

    The key and source of a member begin with those of the container and `!`.
    """

    @property
    def source(self) -> str: ...

    @property
    def key(self) -> str: ...

    @property
    def format(self) -> str: ...

    def members(self) -> Iterator[Table | Document | Container | Incomplete]:
        """Open the members, in an order that does not change. Raises SourceUnreadable."""
        ...


COMMENT = "comment"
"""The format of texts that are scanned, and that no masked copy has: what a container says beside its members."""

Item = Table | Document | Container | Incomplete
"""What a target turns out to be, once it has been opened."""


Refuse = Callable[[Container], str | None]
"""Why nothing of a container is wanted; None: it is."""


def leaves(items: Iterable[Item], refuse: Refuse = lambda _: None) -> Iterator[Table | Document | Incomplete]:
    """The items, with the members of a container (and of containers in it) in its place, or why it is refused."""
    for item in items:
        if not isinstance(item, Container):
            yield item
        elif (reason := refuse(item)) is not None:
            yield Incomplete(item.source, reason)
        else:
            yield from _members(item, refuse)


def _members(container: Container, refuse: Refuse) -> Iterator[Table | Document | Incomplete]:
    try:
        yield from leaves(container.members(), refuse)
    except SourceUnreadable as failure:
        yield Incomplete(failure.source, failure.reason)
