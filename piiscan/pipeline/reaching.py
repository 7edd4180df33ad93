"""reach: a source and its plan, into a plan under which nobody stands in a crowd smaller than k."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.finding import Incomplete
from piiscan.model.plan import Plan
from piiscan.model.reach import Reach, Reached
from piiscan.model.table import Table
from piiscan.model.text import as_text, lists_joined
from piiscan.model.tier import Role
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import Data, gap, opened
from piiscan.sources import ReadOptions
from piiscan.verbs.mask import Masker
from piiscan.verbs.risk.reach import reach as reach_of
from piiscan.verbs.risk.rungs import rungs


def reach(source: Data, *, plan: Plan, k: int, quasi: Sequence[str] = (), options: ReadOptions | None = None) -> Reach:
    """The plan with quasi-identifiers coarsened and dropped as far as k asks, by the least loss of information.

    `quasi` names columns; without it those whose entity is one. The plan's own steps are never made to say more.
    Raises PlanError where the plan does not fit, UsageError for a column that no table has.
    """
    masking, tables, incomplete = Masking(plan, None), list[Reached](), list[Incomplete]()
    wanted = set(quasi)
    for item in masking.chosen(opened(source, options or ReadOptions()), lambda said: None):
        if isinstance(item, Incomplete):
            incomplete.append(item)
        elif isinstance(item, Table):
            wanted -= {column.name for column in item.columns}
            try:
                tables.append(_table(masking.table(item), k, quasi))
            except SourceUnreadable as failure:
                incomplete.append(gap(item, failure))
    if wanted:
        raise UsageError(f"no table has a column {min(wanted)}")
    return Reach(_changed(plan, k, tables), k, tuple(tables), tuple(incomplete))


def _table(masker: Masker, k: int, quasi: Sequence[str]) -> Reached:
    table, roles = masker.table, {entity: found.role for entity, found in masker.means.recognizers.items()}
    ladders = {}
    for column in table.columns:
        step, operator = masker.steps.get(column.name), masker.operators.get(column.name)
        if step is None or operator is None or not operator.promises.column:
            continue
        if column.name in quasi or (not quasi and roles.get(step.entity or "") == Role.QUASI_IDENTIFIER):
            single = not column.type.startswith("List")
            ladders[column.name] = list(rungs(column.name, step, operator, masker.context(column.name), single=single))

    def batches() -> Iterator[pl.DataFrame]:
        for batch in table.batches():
            texts = as_text(batch.select(ladders.keys()))
            yield lists_joined(texts)

    return reach_of(table.key, batches, ladders, k)


def _changed(plan: Plan, k: int, tables: Sequence[Reached]) -> Plan:
    steps = {table.table: table.steps for table in tables}
    changed = {
        key: replace(table, columns={**table.columns, **steps.get(key, {})}) for key, table in plan.tables.items()
    }
    return replace(plan, k=max(k, plan.k or 0), tables=changed)
