"""The crowds that a plan would leave people in, without writing a copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from piiscan.errors import SourceUnreadable
from piiscan.model.plan import Plan
from piiscan.model.table import Table
from piiscan.model.text import as_text, lists_joined
from piiscan.model.tier import Role
from piiscan.pipeline.masking import Masking
from piiscan.pipeline.opening import Data, opened
from piiscan.sources import ReadOptions
from piiscan.verbs.mask import Masker
from piiscan.verbs.risk.grouping import grouped, smallest


def smallest_crowds(data: Data, plan: Plan, options: ReadOptions | None = None) -> dict[str, int | None]:
    """Table -> k over the quasi-identifiers that the plan leaves; None where it leaves none.

    What nobody has decided yet is taken as dropped; what cannot be read has no entry. Raises PlanError where the plan
    does not fit the data.
    """
    masking = Masking(_decided(plan), None)
    found: dict[str, int | None] = {}
    for item in opened(data, options or ReadOptions()):
        if isinstance(item, Table) and item.key in plan.tables:
            try:
                found[item.key] = _smallest(masking.table(item))
            except SourceUnreadable:
                continue
    return found


def _decided(plan: Plan) -> Plan:
    dropped = {
        key: replace(
            table, columns={n: s if s.operator else replace(s, operator="drop") for n, s in table.columns.items()}
        )
        for key, table in plan.tables.items()
    }
    return replace(plan, tables=dropped)


def _smallest(masker: Masker) -> int | None:
    roles = {entity: found.role for entity, found in masker.means.recognizers.items()}
    quasi = [n for n in masker.kept if roles.get(masker.steps[n].entity or "") == Role.QUASI_IDENTIFIER]
    return smallest(grouped(_masked(masker, quasi), quasi).sizes) if quasi else None


def _masked(masker: Masker, quasi: list[str]) -> Iterator[pl.DataFrame]:
    """Keyed operators put the same people together as no operator does, so they need not be carried out."""
    changed = [n for n in quasi if masker.steps[n].operator != "keep" and not masker.operators[n].promises.needs_key]
    for batch in masker.source():
        yield lists_joined(as_text(batch.with_columns(masker.masked(batch, changed)).select(quasi)))
