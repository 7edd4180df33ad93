"""A table of a server: how it is read is its dialect's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl

from piiscan.model.table import Column, Constraints, Drawn
from piiscan.sources.databases.relations import Relation
from piiscan.sources.databases.sampling import share_of

Read = Callable[[float | None], Iterator[pl.DataFrame]]
"""The rows, or a share of them drawn at random, in the columns of the relation."""


@dataclass(frozen=True, slots=True)
class ServerTable:
    """`estimate` is how many rows the catalogue says that it has."""

    source: str
    key: str
    name: str
    format: str
    relation: Relation
    read: Read
    count: Callable[[], int]

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.relation.columns

    @property
    def constraints(self) -> Constraints:
        return self.relation.constraints

    def batches(self) -> Iterator[pl.DataFrame]:
        return self._framed(None)

    def drawn(self, sample: int | float | None) -> Drawn | None:
        rows = self.count()
        share = share_of(rows, sample)
        return None if share is None else Drawn(rows, self._framed(share))

    def _framed(self, share: float | None) -> Iterator[pl.DataFrame]:
        """At least one batch."""
        none = True
        for frame in self.read(share):
            none = False
            yield frame
        if none:
            yield self.relation.empty
