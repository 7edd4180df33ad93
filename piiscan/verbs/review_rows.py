"""What only the rows of a table can say: which columns repeat another, and how many rows are past their term."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import polars as pl

from piiscan.model.finding import ColumnFinding
from piiscan.model.register import Retention
from piiscan.transforms.generalize.parsing import as_date

__all__ = ["Rows", "rows"]


@dataclass(frozen=True, slots=True)
class Rows:
    """`same`: column -> an earlier one with the same value in every row. `expired` rows are older than allowed,
    `undated` ones have no date that can be read; None where no retention was asked for."""

    same: dict[str, str]
    expired: int | None
    undated: int | None


def rows(
    batches: Iterable[pl.DataFrame], columns: Sequence[ColumnFinding], retention: Retention | None, as_of: date
) -> Rows:
    """One pass over batches of String; `retention` is None where the table has no such column."""
    pairs = list(_alike(columns))
    counts = pl.DataFrame({"rows": [0]}, schema={"rows": pl.UInt32})
    asked = [pl.len().alias("rows"), *(_differ(*pair) for pair in pairs), *_aged(retention, as_of)]
    counts = pl.concat([batch.select(asked) for batch in batches] or [counts], how="vertical").sum()
    found = counts.row(0, named=True)
    same = {other: one for one, other in reversed(pairs) if found["rows"] and not found[_pair(one, other)]}
    return Rows(same, found.get("expired"), found.get("undated"))


def _alike(columns: Sequence[ColumnFinding]) -> Iterator[tuple[str, str]]:
    """Pairs of columns of one kind whose counts are those of the same values."""
    for one, other in combinations(columns, 2):
        if (one.entity, one.type, one.nulls, one.distinct) == (other.entity, other.type, other.nulls, other.distinct):
            yield one.name, other.name


def _differ(one: str, other: str) -> pl.Expr:
    return pl.col(one).ne_missing(pl.col(other)).sum().alias(_pair(one, other))


def _pair(one: str, other: str) -> str:
    return f"{one}\0{other}"


def _aged(retention: Retention | None, as_of: date) -> list[pl.Expr]:
    if retention is None:
        return []
    day = as_date(pl.col(retention.column))
    term = as_of - timedelta(days=retention.days)
    return [(day < term).sum().alias("expired"), day.is_null().sum().alias("undated")]
