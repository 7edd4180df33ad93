"""Columns with cells that spreadsheet programs compute, for the reports that people read."""

from __future__ import annotations

from collections.abc import Iterable

from piiscan.model.finding import TableFinding
from piiscan.reports.drift import SHOWN
from piiscan.reports.wording import Wording


def computed(tables: Iterable[TableFinding], words: Wording) -> list[tuple[str, str]]:
    """For each such column its source, and its name with the number of cells; the first of them, and how many more.

    `tables`: like ones as one (`grouping`).
    """
    found = [
        (table.source, f"{column.name}: {column.formulas:,} {words.say('cells')}")
        for table in tables
        for column in table.columns
        if column.formulas
    ]
    more = [("…", f"{len(found) - SHOWN:,} {words.say('more')}")] * (len(found) > SHOWN)
    return found[:SHOWN] + more
