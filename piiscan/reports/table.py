"""Findings for the terminal: one row a column, what the tiers add up to, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from piiscan.model.finding import Findings
from piiscan.model.tier import TIERS
from piiscan.reports.columns import drawn_tables
from piiscan.reports.drift import SHOWN, drift
from piiscan.reports.findings import totals
from piiscan.reports.formulas import computed
from piiscan.reports.grouping import grouped
from piiscan.reports.rulings import rulings
from piiscan.reports.terminal import TIER_STYLES, grid, printed, shown, unbroken
from piiscan.reports.wording import Wording
from piiscan.reports.words import Language

_BAR = 24


def render(
    findings: Findings,
    *,
    lang: Language = "en",
    names: Mapping[str, str] | None = None,
    levels: Mapping[str, str] | None = None,
    width: int = 80,
    colour: bool = False,
) -> str:
    """The report as text, `width` cells wide; plain unless `colour` is set."""
    words = Wording(lang, names or {}, levels or {})
    shown_tables = replace(findings, tables=tuple(grouped(findings.tables)))
    parts = [drawn_tables(shown_tables, words, width), _documents(findings, words), _totals(findings, words)]
    parts += [_decided(shown_tables, words), _drift(findings, words), _formulas(shown_tables, words)]
    parts += [_exposure(findings, words), _incomplete(findings, words)]
    return printed(chain.from_iterable(parts), width, colour)


def _documents(findings: Findings, words: Wording) -> Iterator[RenderableType]:
    if not findings.documents:
        return
    heads = ("document", "language", "tier", *(("level",) if findings.graded else ()), "found")
    drawn = grid(words.say(head) for head in heads)
    drawn.columns[0].overflow = "fold"
    for document in findings.documents:
        style = TIER_STYLES[document.tier]
        drawn.add_row(
            shown(words.document(document)),
            shown(document.language or "-"),
            shown(str(document.tier), style),
            *((shown(document.level or "-"),) if findings.graded else ()),
            shown(words.found(document), style),
        )
    yield from (drawn, Text())


def _totals(findings: Findings, words: Wording) -> Iterator[RenderableType]:
    sums = totals(findings)
    if not findings.tables and not findings.documents:
        yield shown(words.say("nothing"))
    if findings.tables:
        yield shown(", ".join(f"{words.say(key)} {sums[key]:,}" for key in ("tables", "columns")), "bold")
        yield from _bars(sums["by_tier"], words)
    for key in ("people", "minors"):
        if sums[key]:
            yield shown(f"{words.say(key)}: {sums[key]:,}")
    if sums["undecided"]:
        count = f"{words.say('undecided')}: {sums['undecided']:,}"
        yield shown(f"{count} · {words.say('undecided_note')}", "magenta")


def _bars(by_tier: Mapping[str, int], words: Wording) -> Iterator[RenderableType]:
    most = max(by_tier.values(), default=0) or 1
    drawn = Table.grid(padding=(0, 2))
    for tier in sorted(TIERS, reverse=True):
        count, style = by_tier[str(tier)], TIER_STYLES[tier]
        bar = "█" * max(round(_BAR * count / most), count > 0)
        drawn.add_row(shown(f"{tier} {words.tier(tier)}", style), shown(f"{count:,}"), shown(bar, style))
    drawn.columns[1].justify = "right"
    yield drawn


def _decided(findings: Findings, words: Wording) -> Iterator[RenderableType]:
    listed = list(rulings(findings.tables, words))
    if listed:
        yield shown(words.say("decisions"), "bold")
    for place, said in listed:
        yield shown(f"  {place}: {said}")


def _drift(findings: Findings, words: Wording) -> Iterator[RenderableType]:
    found = drift(findings.tables)
    if found:
        yield shown(words.say("drift"), "bold")
    for one in found[:SHOWN]:
        yield unbroken(f"  {one.source}: {one.column}: {one.issue}")
    if len(found) > SHOWN:
        yield shown(f"  {len(found) - SHOWN:,} {words.say('more')}")


def _formulas(findings: Findings, words: Wording) -> Iterator[RenderableType]:
    if found := computed(findings.tables, words):
        yield shown(words.say("formulas"), "bold")
    for source, cells in found:
        yield unbroken(f"  {source}: {cells}")


def _exposure(findings: Findings, words: Wording) -> Iterator[RenderableType]:
    if findings.exposure:
        yield shown(words.say("exposure"), "bold")
    for exposed in findings.exposure:
        yield unbroken(f"  {exposed.source}", TIER_STYLES[exposed.tier])
        yield from (shown(f"    {said}") for said in (exposed.issue, exposed.remedy) if said)


def _incomplete(findings: Findings, words: Wording) -> Iterator[RenderableType]:
    if findings.incomplete:
        yield shown(f"{words.say('incomplete')} · {words.say('incomplete_note')}", "bold red")
    for missing in findings.incomplete:
        yield unbroken(f"  {missing.source}: {missing.reason}")
