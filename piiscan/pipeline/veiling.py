"""Tables whose column names hold personal data, as everything else sees them: under veiled names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from piiscan.model.table import Column, Table, TableView
from piiscan.pipeline.naming import VeiledNames


@dataclass(frozen=True, slots=True)
class VeiledTable(TableView):
    """`called` is what columns are called whose names hold something, `held` what that is.

    No copy can have such a column: it would have its name, too.
    """

    called: Mapping[str, str]
    held: Mapping[str, tuple[str, ...]]

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._veiled(column) for column in self.table.columns)

    def seen(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        return (batch.rename(dict(self.called)) for batch in batches)

    def _veiled(self, column: Column) -> Column:
        called = self.called.get(column.name)
        return column if called is None else replace(column, name=called, path=column.path and called)


def veil_columns(table: Table, naming: VeiledNames) -> Table:
    """The table itself where none of its column names holds anything."""
    called, held = naming.columns([column.name for column in table.columns])
    return VeiledTable(table, called, held) if called else table


def unveiled(table: Table) -> Table:
    """The table under the names of its source."""
    return table.table if isinstance(table, VeiledTable) else table


def in_veiled_names(table: Table, said: str) -> str:
    """What is said of a table in the names of its source, without what those hold."""
    for name, called in table.called.items() if isinstance(table, VeiledTable) else ():
        said = said.replace(name, called)
    return said
