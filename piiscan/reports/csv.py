"""Findings as CSV, one line a column, for spreadsheets; no cell is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO

from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.formula import SIGNS
from piiscan.reports.visible import visible

_OF_TABLE = ("source", "table")
_OF_COLUMN = (
    *("name", "type", "comment", "status", "entity", "candidate", "role", "tier", "level", "confidence"),
    *("rows", "nulls", "distinct", "matched", "valid", "miss_bound", "rivals", "joins", "in_text", "reasons"),
    "decision",
)


def render(findings: Findings) -> str:
    """A header line and one line for each column; several values in a cell are joined by `; `."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow((*_OF_TABLE, *_OF_COLUMN))
    writer.writerows(_line(table, column) for table in findings.tables for column in table.columns)
    return file.getvalue()


def _line(table: TableFinding, column: ColumnFinding) -> list[str]:
    of_table = [getattr(table, name) for name in _OF_TABLE]
    fields = {name: getattr(column, name) for name in _OF_COLUMN}
    fields["rivals"] = [f"{rival.entity} {rival.confidence:.4f}" for rival in column.rivals]
    fields["reasons"] = [f"{reason.evidence} ({reason.log_odds:+.2f})" for reason in column.reasons]
    if ruling := column.decision:
        fields["decision"] = f"{ruling.outcome}: {ruling.said} ({ruling.owner}: {ruling.reason})"
    return [_cell(value) for value in (*of_table, *fields.values())]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return _cell([f"{key} {count}" for key, count in value.items()])
    if isinstance(value, list | tuple):
        return _cell("; ".join(value))
    text = visible(str(value))
    return f"'{text}" if text.lstrip().startswith(tuple(SIGNS)) else text
