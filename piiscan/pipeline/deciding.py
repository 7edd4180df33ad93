"""Decisions laid over the tables of a scan, and what is to be said of those that mean none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from piiscan.detection import packs
from piiscan.detection.verdict.free_text import TEXT_COLUMN
from piiscan.errors import UsageError
from piiscan.model.decision import Decision
from piiscan.model.finding import ColumnFinding, TableFinding
from piiscan.model.policy import Thresholds
from piiscan.model.recognizer import Recognizer
from piiscan.pipeline.notice import Notice
from piiscan.policy.decisions import draft, load_decisions
from piiscan.verbs.decide import Bench, basis, decide


def decisions_in(path: Path) -> tuple[Decision, ...]:
    """The decisions in a file. Raises PolicyError where it is broken."""
    return load_decisions(path, _kinds().keys())


def decided(
    tables: Sequence[TableFinding], decisions: Sequence[Decision], thresholds: Thresholds, as_of: date, notice: Notice
) -> list[TableFinding]:
    """The tables as people have decided, on the later of today and `as_of`; what did not apply is told to `notice`."""
    bench = Bench(_kinds(), thresholds, max(as_of, date.today()))
    found, idle = decide(tables, decisions, bench)
    for decision in idle:
        notice(f"warning: {decision.place}: no column {decision.column} in a table {decision.table} was scanned")
    for table in found:
        for column in table.columns:
            if column.decision and column.decision.because:
                said = f"{column.decision.outcome}: {column.decision.because}"
                notice(f"warning: {table.source}: {column.name}: decision {said}")
    return found


def drafted(table: TableFinding, column: ColumnFinding) -> str:
    """A decision on the column that a person may complete: that it is what the scan guesses, or not what it says.

    Raises UsageError where one was laid over the scan already: what it would rest on is not to be seen any more.
    """
    if column.decision:
        raise UsageError(f"{column.name} has a decision already: explain a scan without --decisions to draft another")
    said = f"is_not: {column.entity}" if column.entity else f"is: {column.candidate or ''}".rstrip()
    return draft(table.key, column.name, said, basis(column), date.today())


def _kinds() -> Mapping[str, Recognizer]:
    return {**packs.by_entity(), TEXT_COLUMN.entity: TEXT_COLUMN}
