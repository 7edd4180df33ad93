"""The columns of every table for the terminal, drawn with the same widths in all tables of one report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.reports.terminal import TIER_STYLES, grid, shown
from piiscan.reports.wording import Wording, likelihood

_HEADS = ("column", "verdict", "tier", "likely", "matched", "why")
_GAPS = 2 * (len(_HEADS) - 1)
_LEAST_WHY = 10


@dataclass(frozen=True, slots=True)
class _Layout:
    """The language and the width of each column in cells."""

    words: Wording
    widths: tuple[int, ...]


def drawn_tables(findings: Findings, words: Wording, width: int) -> Iterator[RenderableType]:
    """For each table its title and its columns, at most `width` cells wide."""
    layout = _layout([column for table in findings.tables for column in table.columns], words, width)
    for table in findings.tables:
        yield _title(table, words)
        yield _columns(table, layout)
        yield Text()


def _layout(columns: list[ColumnFinding], words: Wording, width: int) -> _Layout:
    rows = [_row(column, words) for column in columns]
    longest = [max(cell_len(words.say(head)), *(row[i].cell_len for row in rows), 0) for i, head in enumerate(_HEADS)]
    name, verdict = min(longest[0], width * 9 // 40), min(longest[1], width * 11 // 40)
    numbers = longest[2:5]
    why = max(width - name - verdict - sum(numbers) - _GAPS, _LEAST_WHY)
    return _Layout(words, (name, verdict, *numbers, why))


def _title(table: TableFinding, words: Wording) -> Text:
    rows = f"{table.rows:,} {words.say('rows')}"
    if table.rows_scanned != table.rows:
        rows += f", {table.rows_scanned:,} {words.say('rows_scanned')}"
    name = table.source if table.table in table.source else f"{table.source} {table.table}"
    return Text.assemble(shown(name, "bold"), shown(f"  {table.format}, {rows}", "dim"))


def _columns(table: TableFinding, layout: _Layout) -> Table:
    drawn = grid(layout.words.say(head) for head in _HEADS)
    for column, width in zip(drawn.columns, layout.widths, strict=True):
        column.width, column.overflow = width, "fold"
    for number in drawn.columns[2:5]:
        number.justify = "right"
    drawn.columns[5].no_wrap, drawn.columns[5].overflow = True, "ellipsis"
    for finding in table.columns:
        drawn.add_row(*_row(finding, layout.words))
    return drawn


def _row(column: ColumnFinding, words: Wording) -> list[Text]:
    style = "magenta" if column.status == "undecided" else TIER_STYLES[column.tier]
    return [
        shown(column.name),
        shown(words.verdict(column), style),
        shown(str(column.tier), style),
        shown(likelihood(column.confidence), "dim" if column.status == "clean" else ""),
        shown(_count(column.matched), "" if column.matched else "dim"),
        shown(words.why(column), "dim"),
    ]


def _count(number: int) -> str:
    """At most seven characters: millions are rounded."""
    return f"{number:,}" if number < 1_000_000 else f"{number / 1e6:,.1f}M"
