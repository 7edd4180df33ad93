"""Data minimisation: what a purpose needs of each column, and what leaving out or coarsening the rest would gain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from piiscan.model.finding import Incomplete

Judgement = Literal[
    "undecided", "empty", "constant", "excess", "duplicate", "derivable", "coarser", "over-precise", "needed"
]
IN_EXCESS: frozenset[Judgement] = frozenset({"excess", "duplicate", "derivable", "coarser", "over-precise"})
"""What has more in it than the purpose needs."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """An operator in place of the column as it is."""

    operator: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Gain:
    """Crowds of all quasi-identifiers, before and after a proposal: the smallest one, and rows that stand alone."""

    k_before: int | None
    k_after: int | None
    alone_before: int
    alone_after: int


@dataclass(frozen=True, slots=True)
class ColumnReview:
    """`why` is the purpose's reason, or what is wrong; `gain` is None where it was not measured."""

    column: str
    entity: str | None
    tier: int
    judgement: Judgement
    why: str
    proposal: Proposal | None = None
    gain: Gain | None = None


@dataclass(frozen=True, slots=True)
class TableReview:
    """`together` is the gain of all proposals at once. `expired` counts rows older than the purpose allows, `undated`
    those of which nobody can tell; None where they were not counted."""

    table: str
    columns: tuple[ColumnReview, ...]
    together: Gain | None = None
    expired: int | None = None
    undated: int | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """`missing` says which needs of the purpose no column serves."""

    purpose: str
    version: int
    tables: tuple[TableReview, ...]
    missing: tuple[str, ...] = ()
    incomplete: tuple[Incomplete, ...] = ()

    @property
    def in_excess(self) -> bool:
        return any(column.judgement in IN_EXCESS for table in self.tables for column in table.columns)
