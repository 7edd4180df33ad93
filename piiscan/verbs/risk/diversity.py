"""l-diversity and t-closeness: what belonging to a crowd says of the sensitive attribute of its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from piiscan.model.risk import Diversity
from piiscan.verbs.risk.grouping import Grouped

__all__ = ["diversity"]

Shares = NDArray[np.float64]
Places = NDArray[np.int64]


_PARTS = 16
"""Parts that the crowds are measured in, one after the other: what a part needs is several times its own size."""


def diversity(attribute: str, grouped: Grouped) -> Diversity | None:
    """Of the worst crowd; None without rows."""
    groups = grouped.groups
    if groups.is_empty():
        return None
    table = groups.group_by("value").agg(pl.col("rows").cast(pl.UInt64).sum()).join(grouped.numbers, on="value")
    table = table.sort("number", "value").with_row_index("place")
    whole = (table["rows"] / table["rows"].sum()).to_numpy()
    closeness = _ordered if table["number"].null_count() == 0 else _equal
    parts = [_worst(part, table, whole, closeness) for part in _apart(groups)]
    values, entropies, distances = zip(*parts, strict=True)
    return Diversity(attribute, min(values), float(np.exp(min(entropies))), max(distances))


def _apart(groups: pl.DataFrame) -> Iterator[pl.DataFrame]:
    for number in range(_PARTS):
        part = groups.filter(pl.col("crowd") % _PARTS == number)
        if len(part):
            yield part


def _worst(
    groups: pl.DataFrame, table: pl.DataFrame, whole: Shares, closeness: Callable[[pl.DataFrame, Shares], float]
) -> tuple[int, float, float]:
    """The fewest values, the smallest entropy and the largest distance of a crowd."""
    rows = groups.join(table.select("value", "place"), on="value").sort("crowd", "place")
    rows = rows.with_columns(share=pl.col("rows") / pl.col("rows").sum().over("crowd"))
    share = pl.col("share")
    crowds = rows.group_by("crowd").agg(values=pl.len(), entropy=-(share * share.log()).sum())
    return int(crowds["values"].to_numpy().min()), float(crowds["entropy"].to_numpy().min()), closeness(rows, whole)


def _equal(rows: pl.DataFrame, whole: Shares) -> float:
    """The largest distance where any two values are equally far apart: half the sum of differences.

    Values that a crowd does not have differ by their share of the table.
    """
    distances = rows.with_columns(usual=pl.Series(whole).gather(rows["place"]))
    apart = (pl.col("share") - pl.col("usual")).abs().sum() + 1 - pl.col("usual").sum()
    return float(distances.group_by("crowd").agg(apart=apart)["apart"].max()) / 2  # type: ignore[arg-type]


def _ordered(rows: pl.DataFrame, whole: Shares) -> float:
    """The largest distance over the order of numbers: the mean of differences of the cumulative shares.

    Between two values that a crowd has its cumulative share stands still while the table's rises, so that each
    stretch is summed by the table's own running sums, split where the table overtakes the crowd.
    """
    if len(whole) < 2:
        return 0.0
    cumulative = np.cumsum(whole)
    running = np.concatenate([[0.0], np.cumsum(cumulative)])
    crowd, place = rows["crowd"].to_numpy(), rows["place"].to_numpy().astype(np.int64)
    reached = rows.select(pl.col("share").cum_sum().over("crowd")).to_series().to_numpy()
    last = np.append(crowd[1:] != crowd[:-1], True)
    until = np.where(last, len(whole), np.append(place[1:], 0))
    first = np.insert(last[:-1], 0, True)
    before = _stretch(
        np.zeros(len(place)), np.zeros(len(place), np.int64), np.where(first, place, 0), cumulative, running
    )
    apart = before + _stretch(reached, place, until, cumulative, running)
    summed = np.add.reduceat(apart, np.flatnonzero(first))
    return float(summed.max()) / (len(whole) - 1)


def _stretch(level: Shares, start: Places, stop: Places, cumulative: Shares, running: Shares) -> Shares:
    """The sum of |level - cumulative| over the places from `start` to before `stop`, row by row."""
    over = np.clip(np.searchsorted(cumulative, level), start, stop)
    below = level * (over - start) - (running[over] - running[start])
    return below + (running[stop] - running[over]) - level * (stop - over)
