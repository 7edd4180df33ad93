"""Findings as Markdown (GitHub tables), for pull requests and wikis; no name is ever markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from piiscan.model.finding import ColumnFinding, Findings, TableFinding
from piiscan.model.tier import TIERS
from piiscan.reports.drift import SHOWN, drift
from piiscan.reports.findings import totals
from piiscan.reports.formulas import computed
from piiscan.reports.grouping import grouped
from piiscan.reports.rulings import rulings
from piiscan.reports.visible import visible
from piiscan.reports.wording import Wording, counted, likelihood
from piiscan.reports.words import Language

_NUMBERS = ("likely", "matched")
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~&$]|:(?=//)")


def render(
    findings: Findings,
    *,
    lang: Language = "en",
    names: Mapping[str, str] | None = None,
    levels: Mapping[str, str] | None = None,
) -> str:
    """A document of sections: totals, a table for each table, documents, exposure, what is missing."""
    words, tables = Wording(lang, names or {}, levels or {}), grouped(findings.tables)
    sections = [
        _head(findings, words),
        *(_table(table, words, findings.graded) for table in tables),
        _documents(findings, words),
        _list(words.say("decisions"), "", list(rulings(tables, words))),
        _list(words.say("drift"), "", _differing(findings, words)),
        _list(words.say("formulas"), "", computed(tables, words)),
        _list(words.say("exposure"), "", [(e.source, e.said) for e in findings.exposure]),
        _list(
            words.say("incomplete"),
            words.say("incomplete_note"),
            [(i.source, i.reason) for i in findings.incomplete],
        ),
        words.say("statement"),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _head(findings: Findings, words: Wording) -> str:
    sums = totals(findings)
    state = words.say("complete" if findings.complete else "incomplete")
    keys = ("tables", "columns", "undecided", "people", "minors")
    counts = " · ".join(f"{words.say(key)} {sums[key]:,}" for key in keys)
    tiers = [(_tier(tier, words), f"{sums['by_tier'][str(tier)]:,}") for tier in sorted(TIERS, reverse=True)]
    table = table_of([words.say("tier"), words.say("columns")], tiers)
    started = f"{words.say('started')} {safe(findings.started)}"
    return f"# {words.say('title')}\n\n{state} · {started}\n\n{counts}\n\n{table}"


def _table(table: TableFinding, words: Wording, graded: bool) -> str:
    heads = [words.say(head) for head in ("column", "verdict", "tier", *_level(graded, "level"), *_NUMBERS, "why")]
    title = f"## {safe(table.source)} {safe(table.table)}\n\n{table.rows:,} {words.say('rows')}"
    title += f" · {safe(table.encoding)}" if table.encoding else ""
    title += "".join(f" · {words.say(who)}: {count:,}" for who, count in counted(table))
    rows = table_of(heads, (_column(column, words, graded) for column in table.columns))
    grounds = [(words.level(g.level), f"{', '.join(g.columns)} · {g.clause}") for g in table.grounds]
    listed = "\n".join(f"- {safe(level)}: {safe(said)}" for level, said in grounds)
    return "\n\n".join(part for part in (title, rows, listed) if part)


def _column(column: ColumnFinding, words: Wording, graded: bool) -> list[str]:
    return [
        column.name,
        words.verdict(column),
        _tier(column.tier, words),
        *_level(graded, words.level(column.level)),
        likelihood(column.confidence),
        f"{column.matched:,}",
        words.why(column),
    ]


def _documents(findings: Findings, words: Wording) -> str:
    if not findings.documents:
        return ""
    graded = findings.graded
    heads = [words.say(head) for head in ("document", "language", "tier", *_level(graded, "level"), "found")]
    rows = [
        [
            *(words.document(d), d.language or "", _tier(d.tier, words), *_level(graded, words.level(d.level))),
            words.found(d),
        ]
        for d in findings.documents
    ]
    return f"## {words.say('documents')}\n\n{table_of(heads, rows)}"


def _differing(findings: Findings, words: Wording) -> list[tuple[str, str]]:
    found = drift(findings.tables)
    entries = [(one.source, f"{one.column}: {one.issue}") for one in found[:SHOWN]]
    return entries + [("…", f"{len(found) - SHOWN:,} {words.say('more')}")] * (len(found) > SHOWN)


def _level(graded: bool, cell: str) -> tuple[str, ...]:
    """The cell for the level, in a report that has levels."""
    return (cell,) if graded else ()


def _tier(tier: int, words: Wording) -> str:
    return f"{tier} {words.tier(tier)}"


def _list(title: str, note: str, entries: Sequence[tuple[str, str]]) -> str:
    if not entries:
        return ""
    lines = "\n".join(f"- {safe(source)}: {safe(said)}" for source, said in entries)
    return "\n\n".join(part for part in (f"## {title}", note, lines) if part)


def table_of(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    body = (_row([safe(cell) for cell in row]) for row in rows)
    return "\n".join([_row(heads), _row(["---"] * len(heads)), *body])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def safe(text: str) -> str:
    return _MARKUP.sub(lambda sign: f"\\{sign[0]}", visible(text))
