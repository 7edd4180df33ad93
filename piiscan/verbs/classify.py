"""classify: the evidence of a table becomes a verdict on each of its columns, and on the table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

import polars as pl

from piiscan.detection.columns.minors import AGE
from piiscan.detection.verdict.judge import Judge
from piiscan.detection.verdict.proof import proven
from piiscan.detection.verdict.view import ColumnView
from piiscan.model import formula
from piiscan.model.finding import ColumnFinding, Reason, TableFinding
from piiscan.model.table import Column
from piiscan.model.tier import SENSITIVE, Role
from piiscan.verbs.scan import Scanned

_EVERY = 0.5
"""Share of rows from which a column of identifiers says how many people a table is about."""


def classify(
    scanned: Scanned, judge: Judge, every_text: Callable[[str], Iterable[pl.Series]] | None = None
) -> TableFinding:
    """The finding for one table; joins are added when all tables are known (`verbs.joins`).

    `every_text` reads a whole column again by its name, where models are to see all of it.
    """
    views = [
        ColumnView(column, scanned.evidence[column.name], every_text and partial(every_text, column.name))
        for column in scanned.table.columns
    ]
    columns = [_completed(_checked(finding, scanned, judge), scanned) for finding in judge.table(views)]
    found = TableFinding(
        source=scanned.table.source,
        table=scanned.table.name,
        format=scanned.table.format,
        rows=scanned.rows,
        rows_scanned=scanned.seen,
        tier=1,
        people=0,
        schema=schema_digest(scanned.table.columns),
        columns=tuple(columns),
        minors=max(
            (scanned.evidence[c.name].minors.rows for c in columns if c.status != "clean" or c.proven), default=0
        ),
        key=scanned.table.key,
    )
    return totalled(found)


def totalled(table: TableFinding) -> TableFinding:
    """The table with the tier and the number of people that its columns give it; children make it sensitive.

    Data of children under 14 is of the highest tier (contracts.md, tiers; PIPL Art. 28).
    """
    tier = max([SENSITIVE if table.minors else 1, *(c.tier for c in table.columns)])
    return replace(table, tier=tier, people=_people(table.columns))


def schema_digest(columns: Iterable[Column]) -> str:
    """SHA-256 over the sorted names and types of the columns: it changes when they do."""
    return f"sha256:{sha256(repr(sorted(map(_signature, columns))).encode()).hexdigest()}"


def _signature(column: Column) -> tuple[str, str]:
    return column.name, column.type


def _checked(finding: ColumnFinding, scanned: Scanned, judge: Judge) -> ColumnFinding:
    """With the entities whose check digits hold more often than by chance, whatever the column was taken for."""
    hits = scanned.evidence[finding.name].hits
    return replace(finding, proven=proven(hits, finding.distinct, judge.recognizers))


def _completed(finding: ColumnFinding, scanned: Scanned) -> ColumnFinding:
    return _young(_computed(_bounded(finding, scanned), scanned), scanned)


def _young(finding: ColumnFinding, scanned: Scanned) -> ColumnFinding:
    """A column that tells who is a child has the tier of children's data, and says so."""
    minors = scanned.evidence[finding.name].minors.rows
    if not minors or finding.status == "clean":
        return finding
    told = Reason(f"{minors} rows are about children under {AGE}", 0.0, "table")
    return replace(finding, tier=max(finding.tier, SENSITIVE), reasons=(*finding.reasons, told))


def _bounded(finding: ColumnFinding, scanned: Scanned) -> ColumnFinding:
    """Zero hits in n random rows: with 95 % confidence at most 3/n of all rows hold any (the rule of three)."""
    if scanned.seen == scanned.rows or finding.matched:
        return finding
    return replace(finding, miss_bound=min(1.0, round(3 / max(1, scanned.seen), 6)))


def _computed(finding: ColumnFinding, scanned: Scanned) -> ColumnFinding:
    """With the number of its formulas: those that the source tells, or that programs will see in its text."""
    said = sum(column.formulas for column in scanned.table.columns if column.name == finding.name)
    seen = scanned.evidence[finding.name].formulas if scanned.table.format in formula.FORMATS else 0
    return replace(finding, formulas=said + seen) if said + seen else finding


def _people(columns: Sequence[ColumnFinding]) -> int:
    """Distinct people: the most distinct values of a direct identifier that most rows have."""
    return max((c.distinct for c in columns if c.role == Role.DIRECT_IDENTIFIER and _mostly(c)), default=0)


def _mostly(column: ColumnFinding) -> bool:
    return column.status == "personal" and column.rows - column.nulls >= _EVERY * column.rows
