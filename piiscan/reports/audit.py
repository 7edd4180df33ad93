"""The audit log for people and programs: its verdict and its events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.console import RenderableType
from rich.text import Text

from piiscan.audit import Entry, Verdict
from piiscan.reports.terminal import printed, shown, unbroken
from piiscan.reports.visible import json_text

_UNPROVEN = "that no line is missing at the end is not proven: give a --checkpoint kept elsewhere"


def render_verdict(verdict: Verdict, width: int = 80, colour: bool = False) -> str:
    return printed(_said(verdict), width, colour)


def verdict_json(verdict: Verdict) -> str:
    return json_text({"schema": "piiscan/audit-verification/1", "passed": verdict.passed, **asdict(verdict)})


def render_entries(entries: Sequence[Entry], width: int = 80, colour: bool = False) -> str:
    """An event a line; what else is known of it in the line below."""
    return printed((part for entry in entries for part in _event(entry)), width, colour)


def entries_json(entries: Sequence[Entry]) -> str:
    return json_text({"schema": "piiscan/audit-events/1", "events": [asdict(entry) for entry in entries]})


def _said(verdict: Verdict) -> Iterator[RenderableType]:
    yield shown(f"lines        {verdict.size:,} hold, the last of {verdict.last or 'never'}")
    yield unbroken(f"root         {verdict.root}", "dim")
    if verdict.wrong is not None:
        yield shown(f"line {verdict.line:<8}{verdict.wrong}", "bold red")
    if verdict.torn is not None:
        told = "torn: a writer was stopped before it said that it had written; the next event mends it, on record"
        yield shown(f"line {verdict.torn:<8}{told}", "bold red")
    yield from (shown(f"checkpoint   {why}", "bold red") for why in verdict.broken)
    yield from (shown(f"clock        {why}; the order of lines counts, not their times") for why in verdict.warnings)
    if not verdict.passed:
        yield shown("FAILED: keep this log as evidence; another --home begins a new one", "bold red")
    elif not verdict.checkpoints:
        yield shown(f"passed, but {_UNPROVEN}", "yellow")
    else:
        yield shown(f"passed, and complete up to {verdict.checkpoints} checkpoint(s)", "bold green")


def _event(entry: Entry) -> Iterator[RenderableType]:
    at = f"{entry.at[:19].replace('T', ' ')}Z"
    head = shown(f"{entry.position + 1:<5} {at}  ")
    yield Text.assemble(head, shown(f"{entry.event:<13}", "bold"), shown(f" {entry.actor.name}"))
    if entry.facts:
        facts = ", ".join(f"{name} {_fact(value)}" for name, value in entry.facts.items() if value is not None)
        yield shown(f"      {facts}", "dim")


def _fact(value: object) -> str:
    match value:
        case list():
            return " ".join(map(_fact, value)) or "none"
        case str() if value.startswith("sha256:"):
            return value[:19]
        case int() if not isinstance(value, bool):
            return f"{value:,}"
    return str(value)
