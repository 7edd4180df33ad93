"""Who did how much of what, and what of it someone should look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from rich.console import RenderableType

from piiscan.audit.usage import Unusual, Use
from piiscan.reports.terminal import grid, printed, shown
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/audit-report/1"
_MOST = 20
"""Unusual events that are printed, the last ones."""


def render(uses: Sequence[Use], unusual: Sequence[Unusual], width: int = 80, colour: bool = False) -> str:
    return printed(_parts(uses, unusual), width, colour)


def render_json(uses: Sequence[Use], unusual: Sequence[Unusual]) -> str:
    content = {"uses": [asdict(use) for use in uses], "unusual": [asdict(odd) for odd in unusual]}
    return json_text({"schema": SCHEMA, **content})


def _parts(uses: Sequence[Use], unusual: Sequence[Unusual]) -> Iterator[RenderableType]:
    table = grid(("who", "what", "partner"))
    for head in ("times", "rows"):
        table.add_column(head, justify="right")
    table.add_column("last")
    for use in uses:
        figures = (f"{use.events:,}", f"{use.rows:,}" if use.rows else "-", use.last[:10])
        table.add_row(*map(shown, (use.actor, use.event, use.partner or "-", *figures)))
    yield table
    yield shown("")
    yield shown("unusual, for someone to look at" if unusual else "nothing unusual by the rules of this report", "bold")
    for odd in unusual[-_MOST:]:
        yield shown(f"  line {odd.line}, {odd.at[:16].replace('T', ' ')}Z, {odd.actor}, {odd.event}: {odd.why}")
    if len(unusual) > _MOST:
        yield shown(f"  and {len(unusual) - _MOST:,} before those: see them with -f json")
