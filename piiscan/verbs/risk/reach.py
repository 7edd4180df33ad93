"""reach: what the quasi-identifiers of one table must give up, so that k is what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from piiscan.model.reach import Change, Reached
from piiscan.verbs.risk.climb import ROWS, Climb, value_counts
from piiscan.verbs.risk.grouping import grouped
from piiscan.verbs.risk.lattice import Lattice, Node
from piiscan.verbs.risk.rungs import Rung

__all__ = ["reach"]

Batches = Callable[[], Iterator[pl.DataFrame]]


def reach(table: str, batches: Batches, ladders: Mapping[str, Sequence[Rung]], k: int) -> Reached:
    """`batches` reads the quasi-identifiers of the source as text (lists joined), three times over.

    `ladders` has the rungs of each, the first as planned. Memory grows with the values of a column, and with their
    combinations on the lowest rungs that may serve.
    """
    names = list(ladders)
    if not names:
        return Reached(table, (), None, None)
    planned = [rungs[0].expression.alias(name) for name, rungs in ladders.items() if rungs[0].expression is not None]
    sizes = grouped((batch.select(planned) for batch in batches()), names).sizes
    before = int(sizes.min()) if len(sizes) else None  # type: ignore[arg-type]
    if before is None or before >= k:
        return Reached(table, tuple(names), before, before)
    counts = value_counts(batches(), names)
    climbs = [Climb.of(name, counts[name], rungs) for name, rungs in ladders.items()]
    lowest = tuple(climb.lowest(k) for climb in climbs)
    lattice = Lattice(climbs, lowest, _counted(batches(), climbs, lowest), k)
    best = lattice.best()
    after = lattice.smallest(best)
    return Reached(
        table,
        tuple(names),
        before,
        after,
        tuple(_changes(climbs, best, _why(before, after))),
        lattice.loss(best),
        lattice.choices,
        lattice.tried,
        lattice.small,
    )


def _counted(batches: Iterator[pl.DataFrame], climbs: Sequence[Climb], lowest: Node) -> pl.DataFrame:
    """Rows by what they say on these rungs."""
    codes = [
        pl.col(climb.name).fill_null("").replace_strict(climb.values, climb.codes[rung], return_dtype=pl.UInt32)
        for climb, rung in zip(climbs, lowest, strict=True)
    ]
    names = [climb.name for climb in climbs]
    total = pl.DataFrame(schema=dict.fromkeys(names, pl.UInt32) | {ROWS: pl.UInt64})
    waiting: list[pl.DataFrame] = []
    for batch in batches:
        waiting.append(batch.select(codes).group_by(names).agg(pl.len().cast(pl.UInt64).alias(ROWS)))
        if sum(map(len, waiting)) > max(_MOST_WAITING, len(total)):
            total, waiting = _merged([total, *waiting], names), []
    return _merged([total, *waiting], names)


_MOST_WAITING = 1_000_000
"""Counted combinations that wait before they are merged."""


def _merged(parts: Sequence[pl.DataFrame], names: Sequence[str]) -> pl.DataFrame:
    return pl.concat(parts).group_by(names).agg(pl.col(ROWS).sum())


def _changes(climbs: Sequence[Climb], best: Node, why: str) -> Iterator[Change]:
    for climb, rung in zip(climbs, best, strict=True):
        if rung:
            chosen = climb.rungs[rung]
            reason = ", ".join(filter(None, [chosen.step.reason, why]))
            yield Change(climb.name, replace(chosen.step, reason=reason), chosen.form, climb.losses[rung])


def _why(before: int, after: int | None) -> str:
    return f"k rises from {before} to {after}" if after is not None else f"no coarser form lifts k from {before}"
