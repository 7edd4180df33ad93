"""A trace as text or JSON: deliveries, counts and odds, never a value of the file."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, log10

from rich.console import RenderableType

from piiscan.model.trace import Suspect, Trace
from piiscan.model.typed import plain
from piiscan.reports.terminal import grid, printed, shown, unbroken
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/trace/1"

_BY = {
    "canaries": "rows of nobody that only this delivery has",
    "tokens": "tokens that the key of this partner made",
    "rows": "rows as they were kept",
}


def render(trace: Trace, width: int = 80, colour: bool = False) -> str:
    """The verdict comes last."""
    return printed(_parts(trace), width, colour)


def render_json(trace: Trace) -> str:
    """One JSON document, indented, with a line end."""
    return json_text({"schema": SCHEMA, **plain(trace)})


def _parts(trace: Trace) -> Iterator[RenderableType]:
    for number, suspect in enumerate(trace.suspects):
        yield from _suspect(suspect, trace.lines, first=number == 0)
    if trace.runner_up is not None:
        yield shown(f"runner-up  {_odds(trace.runner_up)} for {_named(trace.runner_up)}", "dim")
    for release in trace.untraceable:
        yield shown(f"release {release} holds nothing that it could be told by", "dim")
    for missing in trace.incomplete:
        yield unbroken(f"not searched  {missing.source}: {missing.reason}", "bold red")
    yield from _verdict(trace)


def _suspect(suspect: Suspect, lines: int, first: bool) -> Iterator[RenderableType]:
    yield shown(_named(suspect), "bold")
    drawn = grid()
    drawn.show_header = False
    sealed = f"sealed on {suspect.sealed[:10]}" if suspect.sealed else "never sealed: it did not leave by the gate"
    more = "" if first else f"; {suspect.more or 'none'} that those above do not"
    facts = {
        "delivery": f"for {suspect.purpose}, {sealed}",
        "explains": f"{suspect.lines:,} of {lines:,} rows and lines{more}",
        "met": f"{suspect.matched:,} of {suspect.pieces:,} different pieces; by chance {suspect.expected:,.1f} at most",
        "by": _BY[suspect.by],
        "in columns": ", ".join(suspect.columns),
        "odds": _odds(suspect),
    }
    for name, said in facts.items():
        drawn.add_row(shown(f"  {name}", "dim"), shown(said))
    yield drawn


def _verdict(trace: Trace) -> Iterator[RenderableType]:
    if not trace.suspects:
        every = "the one delivery" if trace.deliveries == 1 else f"{trace.deliveries:,} deliveries"
        yield shown(f"nothing of {every} is in it, as far as that can be told")
        return
    alike = trace.alike
    said = "traced to" if trace.verdict == "traced" else "possibly of"
    several = f"one of {len(alike)} deliveries, which nothing in it tells apart:" if len(alike) > 1 else ""
    yield shown(" ".join(filter(None, (said, several, ", ".join(map(_named, alike))))), "bold")
    every = "the delivery" if trace.deliveries == 1 else f"any of {trace.deliveries:,} deliveries"
    yield shown(f"a file without anything of {every} is named by chance once in {_seldom(trace.false_alarm)}")
    if alike[0].by == "rows":
        yield shown("it is told by kept values alone, which the source and others who got it have, too", "yellow")


def _named(suspect: Suspect) -> str:
    return f"release {suspect.release} to {suspect.partner}"


def _odds(suspect: Suspect) -> str:
    return f"10^{suspect.odds:.0f} to 1" if suspect.odds >= 1 else "no odds"


def _seldom(probability: float) -> str:
    """One over it, as a power of ten that is not too large."""
    return f"10^{floor(-log10(max(probability, 1e-300)))} times at most"
