"""The subset that a plan asks for, in place of a database: the same tables, with fewer rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from piiscan.errors import PlanError
from piiscan.model.finding import Incomplete
from piiscan.model.subset import Seed
from piiscan.model.table import Document, Table, innermost, rebased
from piiscan.pipeline.notice import Notice
from piiscan.sources.databases.server import ServerTable
from piiscan.verbs.subset import Part, subset

Items = list[Table | Document | Incomplete]


def subsetted(items: Items, seeds: Sequence[Seed], notice: Notice) -> Items:
    """The items, each table with the rows that the seeds lead to, of which `notice` is told.

    Raises PlanError for what is no database on a server, and as `verbs.subset` does.
    """
    if not seeds:
        return items
    tables = [item for item in items if isinstance(item, Table)]
    for table in tables:
        if not isinstance(innermost(table), ServerTable):
            raise PlanError(f"{table.source}: a subset is of a database on a server, whose foreign keys are known")
    parts = subset(tables, seeds, _narrowed)
    for table in tables:
        part = parts.get(table.key)
        notice(f"{table.source}: {f'{part.rows:,} of {part.total:,}' if part else 'no'} rows (subset)")
    return [_within(item, parts.get(item.key)) if isinstance(item, Table) else item for item in items]


def _narrowed(table: Table, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
    source = innermost(table)
    assert isinstance(source, ServerTable)
    return source.narrowed(columns)


def _within(table: Table, part: Part | None) -> Table:
    source = innermost(table)
    assert isinstance(source, ServerTable)
    return rebased(table, replace(source, only=part.of if part else pl.DataFrame.clear))
