"""risk: the tables behind a target, each with its crowds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from piiscan.errors import SourceUnreadable, UsageError
from piiscan.model.finding import ColumnFinding, Incomplete
from piiscan.model.risk import Risk, TableRisk
from piiscan.model.table import Table
from piiscan.model.text import as_text, lists_joined
from piiscan.model.tier import Role
from piiscan.pipeline.detection import Detection
from piiscan.pipeline.opening import Data, gap, opened
from piiscan.policy.policies import default_policy
from piiscan.sources import ReadOptions
from piiscan.verbs.classify import classify
from piiscan.verbs.risk import risk as risk_of
from piiscan.verbs.scan import scan

_SAMPLE = 100_000
"""Rows that are looked at to propose quasi-identifiers and sensitive attributes; risk itself counts every row."""


def risk(
    data: Data,
    *,
    quasi: Sequence[str] = (),
    sensitive: Sequence[str] = (),
    what_if: bool = False,
    population: int | None = None,
    as_of: date | None = None,
    options: ReadOptions | None = None,
) -> Risk:
    """k, l, t and the unique rows of every table.

    `quasi` and `sensitive` name columns; without them those that a scan takes for quasi-identifiers and sensitive
    attributes. `what_if` adds what each quasi-identifier costs; `population` is how many people the rows were drawn
    from. Raises UsageError for a column that no table has.
    """
    day = as_of or date.today()
    detection = Detection(default_policy(), day, "off")
    tables: list[TableRisk] = []
    incomplete: list[Incomplete] = []
    wanted = {*quasi, *sensitive}
    for item in opened(data, options or ReadOptions()):
        if isinstance(item, Incomplete):
            incomplete.append(item)
        elif isinstance(item, Table):
            wanted -= {column.name for column in item.columns}
            try:
                tables.append(_table(item, detection, quasi, sensitive, day if what_if else None, population))
            except SourceUnreadable as failure:
                incomplete.append(gap(item, failure))
    if wanted:
        raise UsageError(f"no table has a column {min(wanted)}")
    return Risk(tuple(tables), tuple(incomplete))


def _table(
    table: Table,
    detection: Detection,
    quasi: Sequence[str],
    sensitive: Sequence[str],
    day: date | None,
    population: int | None,
) -> TableRisk:
    told = quasi and sensitive and day is None
    found = {} if told else _proposed(table, detection)
    groups = _named(table, found, quasi, Role.QUASI_IDENTIFIER)
    attributes = _named(table, found, sensitive, Role.SENSITIVE_ATTRIBUTE)

    def batches() -> Iterator[pl.DataFrame]:
        for batch in table.batches():
            texts = as_text(batch.select({*groups, *attributes}))
            yield lists_joined(texts)

    entities = {name: found[name].entity if name in found else None for name in groups}
    return risk_of(table.key, batches, entities, attributes, population=population, as_of=day)


def _proposed(table: Table, detection: Detection) -> dict[str, ColumnFinding]:
    """What a sample says of each column."""
    return {c.name: c for c in classify(scan(table, detection.scanner, _SAMPLE), detection.judge).columns}


def _named(table: Table, found: Mapping[str, ColumnFinding], names: Sequence[str], role: Role) -> list[str]:
    """The columns of the table that are named, or those of the role."""
    if names:
        present = {column.name for column in table.columns}
        return [name for name in names if name in present]
    return [name for name, column in found.items() if column.role == role and column.status == "personal"]
