"""review: the findings against a purpose, and measured on the data where it is at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.finding import Findings, Incomplete, TableFinding
from piiscan.model.register import Purpose
from piiscan.model.review import Review, TableReview
from piiscan.model.table import Table
from piiscan.model.text import as_text, lists_joined
from piiscan.model.tier import Role
from piiscan.pipeline.opening import Data, gap, opened
from piiscan.sources import ReadOptions
from piiscan.verbs import review as verb
from piiscan.verbs.review_rows import rows
from piiscan.verbs.risk.gain import Gains


def review(
    findings: Findings, purpose: Purpose, *, data: Data | None = None, options: ReadOptions | None = None
) -> Review:
    """What of the data the purpose needs.

    With `data`, which the findings are of, the gain of every proposal is measured, repeated columns are seen, and rows
    past the purpose's term counted. Raises UsageError where a table of the findings is not in the data.
    """
    reviewed = verb.review(findings, purpose)
    if data is None:
        return reviewed
    found = {table.key: table for table in findings.tables}
    measured: dict[str, TableReview] = {}
    gaps: list[Incomplete] = []
    for item in opened(data, options or ReadOptions()):
        if isinstance(item, Incomplete):
            gaps.append(item)
        elif isinstance(item, Table) and item.key in found:
            try:
                measured[item.key] = _measured(item, found[item.key], purpose, date.fromisoformat(findings.as_of))
            except SourceUnreadable as failure:
                gaps.append(gap(item, failure))
    if not gaps and (absent := [key for key in found if key not in measured]):
        raise UsageError(f"the data has no table {absent[0]}: give what was scanned")
    tables = tuple(measured.get(table.table, table) for table in reviewed.tables)
    return replace(reviewed, tables=tables, incomplete=tuple(dict.fromkeys((*reviewed.incomplete, *gaps))))


def _measured(table: Table, found: TableFinding, purpose: Purpose, as_of: date) -> TableReview:
    names = [column.name for column in found.columns]
    dated = purpose.retention if purpose.retention and purpose.retention.column in names else None
    seen = rows(_texts(table, names), found.columns, dated, as_of)
    review = verb.review_table(found, purpose, seen.same)
    quasi = [c.name for c in found.columns if c.role == Role.QUASI_IDENTIFIER and c.status == "personal"]
    entities = {column.name: column.entity for column in found.columns}
    proposals = {c.column: c.proposal for c in review.columns if c.proposal and c.proposal.operator != "keep"}
    each, together = Gains(lambda: _texts(table, names), entities, quasi, as_of).each(proposals)
    columns = tuple(replace(column, gain=each.get(column.column)) for column in review.columns)
    return replace(review, columns=columns, together=together, expired=seen.expired, undated=seen.undated)


def _texts(table: Table, names: Sequence[str]) -> Iterator[pl.DataFrame]:
    """The named columns as text; lists joined."""
    for batch in table.batches():
        yield lists_joined(as_text(batch.select(names)))
