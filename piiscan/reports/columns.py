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
from piiscan.reports.wording import Wording, counted, likelihood

_HEADS = ("column", "verdict", "tier", "likely", "matched", "why")
_GRADED = ("column", "verdict", "tier", "level", "likely", "matched", "why")
_GAP = 2
_LEAST_WHY = 10


@dataclass(frozen=True, slots=True)
class _Layout:
    """The language, and the head and width of each column in cells."""

    words: Wording
    heads: tuple[str, ...]
    widths: tuple[int, ...]


def drawn_tables(findings: Findings, words: Wording, width: int) -> Iterator[RenderableType]:
    """For each table its title and its columns, at most `width` cells wide."""
    layout = _layout(findings, words, width)
    for table in findings.tables:
        yield _title(table, words)
        yield _columns(table, layout)
        for ground in table.grounds:
            yield shown(f"  {words.level(ground.level)}: {', '.join(ground.columns)} · {ground.clause}", "dim")
        yield Text()


def _layout(findings: Findings, words: Wording, width: int) -> _Layout:
    heads = _GRADED if findings.graded else _HEADS
    rows = [_row(column, words, heads) for table in findings.tables for column in table.columns]
    longest = [max(cell_len(words.say(head)), *(row[i].cell_len for row in rows), 0) for i, head in enumerate(heads)]
    name, verdict = min(longest[0], width * 9 // 40), min(longest[1], width * 11 // 40)
    between = longest[2:-1]
    why = max(width - name - verdict - sum(between) - _GAP * (len(heads) - 1), _LEAST_WHY)
    return _Layout(words, heads, (name, verdict, *between, why))


def _title(table: TableFinding, words: Wording) -> Text:
    rows = f"{table.rows:,} {words.say('rows')}"
    if table.rows_scanned != table.rows:
        rows += f", {table.rows_scanned:,} {words.say('rows_scanned')}"
    rows += "".join(f" · {words.say(who)}: {count:,}" for who, count in counted(table))
    name = table.source if table.table in table.source else f"{table.source} {table.table}"
    return Text.assemble(shown(name, "bold"), shown(f"  {table.form}, {rows}", "dim"))


def _columns(table: TableFinding, layout: _Layout) -> Table:
    drawn = grid(layout.words.say(head) for head in layout.heads)
    for column, head, width in zip(drawn.columns, layout.heads, layout.widths, strict=True):
        column.width, column.overflow = width, "fold"
        column.justify = "right" if head in ("tier", "likely", "matched") else "left"
    drawn.columns[-1].no_wrap, drawn.columns[-1].overflow = True, "ellipsis"
    for finding in table.columns:
        drawn.add_row(*_row(finding, layout.words, layout.heads))
    return drawn


def _row(column: ColumnFinding, words: Wording, heads: tuple[str, ...]) -> list[Text]:
    style = "magenta" if column.status == "undecided" else TIER_STYLES[column.tier]
    cells = {
        "column": shown(column.name),
        "verdict": shown(words.verdict(column), style),
        "tier": shown(str(column.tier), style),
        "level": shown(column.level or "-"),
        "likely": shown(likelihood(column.confidence), "dim" if column.status == "clean" else ""),
        "matched": shown(_count(column.matched), "" if column.matched else "dim"),
        "why": shown(words.why(column), "dim"),
    }
    return [cells[head] for head in heads]


def _count(number: int) -> str:
    """At most seven characters: millions are rounded."""
    return f"{number:,}" if number < 1_000_000 else f"{number / 1e6:,.1f}M"
