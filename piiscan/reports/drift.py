"""Drift: files of one kind that do not have the same columns, or do not hold the same in them.

Files are of one kind if their paths differ only in numbers and in the values of partitions: `orders_2026-01.csv`
and `orders_2026-02.csv`, `2025/03/t.csv` and `2026/11/t.csv`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from piiscan.model.finding import ColumnFinding, TableFinding

_VALUE = re.compile(r"(?<=/)([^=/]+)=[^/]*(?=/)")
_VARYING = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9]+")

SHOWN = 20
"""Differences that a report for people lists; the findings document has them all."""

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Drift:
    """A table that differs from most of its kind in one column."""

    source: str
    column: str
    issue: str


def drift(tables: Iterable[TableFinding]) -> list[Drift]:
    """Differences in the order of the tables' kinds and names."""
    kinds: defaultdict[tuple[str, str], list[TableFinding]] = defaultdict(list)
    for table in tables:
        kinds[_kind(table.source), table.format].append(table)
    return [found for alike in kinds.values() if len(alike) > 1 for found in _within(alike)]


def _kind(source: str) -> str:
    return _VARYING.sub("#", _VALUE.sub(r"\1=#", source))


def _within(tables: Sequence[TableFinding]) -> Iterator[Drift]:
    found = {table.source: {column.name: column for column in table.columns} for table in tables}
    having: defaultdict[str, list[ColumnFinding]] = defaultdict(list)
    for columns in found.values():
        for name, column in columns.items():
            having[name].append(column)
    usual = {name: _Usual.of(columns) for name, columns in having.items()}
    for source, columns in found.items():
        for name, columns_alike in having.items():
            if name in columns:
                yield from (Drift(source, name, issue) for issue in usual[name].against(columns[name], len(tables)))
            elif 2 * len(columns_alike) >= len(tables):
                yield Drift(source, name, f"missing, in {len(columns_alike)} of {len(tables) - 1} others")


@dataclass(frozen=True, slots=True)
class _Usual:
    """What a column is in most tables that have it."""

    having: int
    type: str
    holds: str | None

    @classmethod
    def of(cls, columns: Sequence[ColumnFinding]) -> _Usual:
        told = [holds for column in columns if (holds := _holds(column)) is not None]
        return cls(len(columns), _most_common(column.type for column in columns), _most_common(told) if told else None)

    def against(self, column: ColumnFinding, tables: int) -> Iterator[str]:
        if 2 * self.having < tables:
            yield f"added, in {self.having - 1} of {tables - 1} others"
        if column.type != self.type:
            yield f"is {column.type}, elsewhere {self.type}"
        holds = _holds(column)
        if holds is not None and holds != self.holds:
            yield f"holds {holds}, elsewhere {self.holds}"


def _holds(column: ColumnFinding) -> str | None:
    """None where it holds no values, or nobody has decided what they are."""
    if column.nulls == column.rows or column.status == "undecided":
        return None
    return column.entity or "nothing personal"


def _most_common(values: Iterable[T]) -> T:
    return Counter(values).most_common(1)[0][0]
