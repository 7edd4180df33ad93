"""The rows of a source as its copy has them: without those that filters leave out, shuffled, in their new order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from piiscan.errors import PlanError
from piiscan.model.plan import Step
from piiscan.model.table import Table
from piiscan.model.text import as_text
from piiscan.sources.copies import is_loose
from piiscan.transforms import Context, Operator
from piiscan.transforms.evaluation import evaluate
from piiscan.transforms.rows import Filter, RowOrder, build_row
from piiscan.transforms.shuffle import Shuffle

LARGEST = 1 << 30
"""Bytes of a table, about, that is held in memory for an operator on the whole set."""

_BATCH = 100_000

_FIXED = (
    "cannot be left out or moved, as its copy is written record by record beside it: that goes with flat Parquet,"
    " Arrow, ORC and Avro, frames, tables of databases, and CSV of regular form"
)


@dataclass(frozen=True)
class Rows:
    """What a plan does with the rows of one table. `context` is that of a column, or of none.

    `fixed` says why none may go, where that is so: a filter that would leave one out is refused as soon as it meets it.
    """

    source: str
    key: str
    filters: Sequence[Filter]
    order: RowOrder | None
    shuffles: Mapping[str, Shuffle]
    context: Callable[[str | None], Context]
    fixed: str | None = None
    removed: Counter[str] = field(default_factory=Counter)

    def of(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        """The rows, in batches, at least one; `removed` counts those that each filter left out of them.

        Raises PlanError where a filter does not fit its column, or the whole set is too large; KeyRefused.
        """
        self.removed.clear()
        self.removed.update(dict.fromkeys(map(named, self.filters), 0))
        filtered = map(self._filtered, batches)
        return self._moved(filtered) if self.order or self.shuffles else filtered

    @property
    def whole_set(self) -> list[str]:
        """The operators on the whole set, in words."""
        shuffled = [f"shuffle of column {name}" for name in self.shuffles]
        return [*shuffled, *([self.order.name] if self.order else [])]

    def _filtered(self, frame: pl.DataFrame) -> pl.DataFrame:
        for one in self.filters:
            texts = as_text(frame.select(one.column))
            stays = one.stays(pl.col(one.column), self.context(one.column))
            staying = evaluate(texts, {one.column: stays}, self.source)[one.column].fill_null(value=False)
            self.removed[named(one)] += int((~staying).sum())
            if self.removed[named(one)] and self.fixed:
                raise PlanError(f"{self.source}: {named(one)}: {self.fixed}")
            frame = frame.filter(staying)
        return frame

    def _moved(self, batches: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
        whole = self._whole(batches)
        whole = whole.with_columns(
            one.shuffled(whole[name], self.key, self.context(name)) for name, one in self.shuffles.items()
        )
        if self.order:
            whole = whole[self.order.order(len(whole), self.key, self.context(None))]
        return (whole.slice(start, _BATCH) for start in range(0, max(1, len(whole)), _BATCH))

    def _whole(self, batches: Iterator[pl.DataFrame]) -> pl.DataFrame:
        held, size = [], 0
        for batch in batches:
            held.append(batch)
            size += int(batch.estimated_size())
            if size > LARGEST:
                wanted = f"{' and '.join(self.whole_set)} takes more than {LARGEST >> 20} MiB of memory"
                raise PlanError(f"{self.source}: {wanted}: do without, or mask parts of the table")
        return pl.concat(held)


def rows_of(
    table: Table, planned: Sequence[Step], operators: Mapping[str, Operator], context: Callable[[str | None], Context]
) -> Rows | None:
    """What the plan does with the rows of a table; None where they stay as they are.

    Raises PlanError for what cannot work, and for a table of which every row must have its copy in its place.
    """
    shuffles = {name: one for name, one in operators.items() if isinstance(one, Shuffle)}
    if not planned and not shuffles:
        return None
    fixed = None if is_loose(table) else f"rows of this {table.format} {_FIXED}"
    built = [_built(table.source, step, operators) for step in planned]
    orders = [one for one in built if isinstance(one, RowOrder)]
    if fixed and (orders or shuffles):
        raise PlanError(f"{table.source}: {fixed}")
    if len(orders) > 1:
        raise PlanError(f"{table.source}: rows: {orders[0].name} stands there twice")
    filters = [one for one in built if not isinstance(one, RowOrder)]
    return Rows(table.source, table.key, filters, orders[0] if orders else None, shuffles, context, fixed)


def named(one: Filter) -> str:
    return f"{one.name} by column {one.column}"


def _built(source: str, step: Step, columns: Mapping[str, object]) -> Filter | RowOrder:
    try:
        built = build_row(step.operator or "", step.parameters)
    except PlanError as broken:
        raise PlanError(f"{source}: rows: {broken}") from None
    if not isinstance(built, RowOrder) and built.column not in columns:
        raise PlanError(f"{source}: rows: operator {built.name}: the plan has no column of that name")
    return built
