"""A database on a server, and its tables: how they are read is each dialect's own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO, NamedTuple, Protocol
from urllib.parse import quote

import polars as pl

from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Drawn, Table
from piiscan.sources.databases.relations import Relation, RelationTable
from piiscan.sources.databases.sampling import share_of
from piiscan.sources.databases.urls import Location
from piiscan.sources.formats.embedded import UnfoldedContainer
from piiscan.sources.formats.sinking import sunk
from piiscan.sources.options import ReadOptions

_SAFE = " $#+,;=@()[]{}'"
"""What may stand in the name of a file beside letters, digits and `_.-~`."""


class Readers(NamedTuple):
    """Who may read a table beside its owner: everybody on the server, or so many roles that can log in."""

    everybody: bool
    roles: int


Read = Callable[[Relation, float | None], Iterator[pl.DataFrame]]
"""The rows, or a share of them drawn at random, in the columns of the relation: some or all of the table's."""


class Elsewhere(NamedTuple):
    """How another program reads the same rows: the statement, after `joining` in a session with these `settings`.

    `parts` are conditions on the statement's last column, of which each row meets one; that column is none of the
    table's.
    """

    location: Location
    statement: str
    parts: tuple[str, ...]
    joining: str
    settings: str


class Seeker(Protocol):
    """Finds rows of a table that come in the order of its own keys, and in no other. Raises SourceUnreadable."""

    def rows(self, keys: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Those with these values in the columns of a unique key, in that order, as far as they are there."""
        ...

    def total(self) -> int:
        """How many rows there are."""
        ...


@dataclass(frozen=True, slots=True)
class ServerDatabase(ABC):
    """One database, or one schema of it. Nothing is connected before its members are asked for."""

    location: Location
    options: ReadOptions

    @property
    def source(self) -> str:
        return self.location.shown

    @property
    def key(self) -> str:
        return self.location.shown

    @property
    @abstractmethod
    def format(self) -> str: ...

    @abstractmethod
    def members(self) -> Iterator[Table | Incomplete]:
        """All tables, in the order of their names, as they were at one moment. Raises SourceUnreadable."""


@dataclass(frozen=True, slots=True)
class ServerTable(RelationTable):
    """`schema` is None where the URL names it; `count` is how many rows there are, about; `readers` are told as far as
    the role may see grants.

    `seeker` is None where rows come in the order in which they were written; `at_once` is how many tables of the
    database can be read at the same time, in the same snapshot. `only` leaves rows of a batch out. `sample` is how much
    of it the run looks at. `elsewhere` is None where only this process can
    read it.
    """

    schema: str | None
    read: Read
    count: Callable[[], int]
    readers: Callable[[], Readers] = lambda: Readers(False, 0)
    seeker: Seeker | None = None
    at_once: int = 1
    only: Callable[[pl.DataFrame], pl.DataFrame] | None = None
    sample: int | float | None = 1.0
    elsewhere: Callable[[], Elsewhere] | None = None

    def batches(self) -> Iterator[pl.DataFrame]:
        return self._framed(None)

    def narrowed(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Some columns of all rows, which may come in another order."""
        narrow = self._narrow(columns)
        yield narrow.empty
        yield from self.read(narrow, None)

    def surveyed(self, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        """Some columns of the rows that `drawn` draws: the server draws the same ones again."""
        share = None if self.sample == 1.0 else share_of(self.count(), self.sample)
        yield from self.read(self._narrow(columns), share)

    def _narrow(self, columns: Sequence[str]) -> Relation:
        return replace(self.relation, fields=tuple(field for field in self.relation.fields if field.name in columns))

    @property
    def copied_as(self) -> str:
        """The name of the file that a masked copy of it is, in a folder of such copies."""
        return f"{self.file_name}.parquet"

    @property
    def file_name(self) -> str:
        """Of any format."""
        return quote(self.key, safe=_SAFE)

    def write(self, batches: Iterator[pl.DataFrame], stream: BinaryIO) -> None:
        """As Parquet: a server's table has no file format of its own."""
        sunk(batches, lambda query: query.sink_parquet(stream, compression="zstd"))

    def drawn(self, sample: int | float | None) -> Drawn | None:
        rows = self.count()
        share = share_of(rows, sample)
        return None if share is None else Drawn(rows, self._framed(share))

    def _framed(self, share: float | None) -> Iterator[pl.DataFrame]:
        """At least one batch."""
        none = True
        for frame in self.read(self.relation, share):
            none = False
            yield frame if self.only is None else self.only(frame)
        if none:
            yield self.relation.empty


def location_of(container: Container) -> Location | None:
    """Where its tables lie, if that is on a server, and not in a file."""
    inner = container.container if isinstance(container, UnfoldedContainer) else container
    return inner.location if isinstance(inner, ServerDatabase) else None


def is_server(container: Container) -> bool:
    return location_of(container) is not None
