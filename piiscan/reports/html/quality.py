"""How good the identifiers are: filled, in their form, and with check digits that hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from piiscan.model.finding import ColumnFinding, TableFinding
from piiscan.model.tier import Role

_GOOD = 0.999
"""Columns at or above this share in all three are not listed: nothing is to be mended in them."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of a column: cells that are filled; of those, in the entity's form; of those, with a check that holds.

    `valid` is None where the entity has no check.
    """

    source: str
    column: ColumnFinding
    filled: float
    formed: float
    valid: float | None

    @property
    def worst(self) -> float:
        return min(self.filled, self.formed, 1.0 if self.valid is None else self.valid)


def quality(tables: Iterable[TableFinding]) -> list[Quality]:
    """Of the direct identifiers that lack something, the worst first."""
    measured = [_quality(table, column) for table in tables for column in table.columns if _identifies(column)]
    return sorted((one for one in measured if one.worst < _GOOD), key=lambda one: one.worst)


def _identifies(column: ColumnFinding) -> bool:
    return column.status == "personal" and column.role == Role.DIRECT_IDENTIFIER and column.in_text is None


def _quality(table: TableFinding, column: ColumnFinding) -> Quality:
    filled = column.rows - column.nulls
    return Quality(
        table.source,
        column,
        filled / max(1, column.rows),
        min(1.0, column.matched / max(1, filled)),
        None if column.valid is None else min(1.0, column.valid / max(1, column.matched)),
    )
