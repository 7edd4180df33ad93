"""What piiscan recognises, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType

from piiscan.model.comparison import Comparison
from piiscan.model.recognizer import Recognizer
from piiscan.reports.terminal import grid, printed, shown
from piiscan.reports.visible import json_text

DIFF = "piiscan/recognizers-diff/1"


def listed(recognizers: Sequence[Recognizer], width: int = 80) -> str:
    """One line for each recognizer: id, entity, its Chinese name, and tier."""
    table = grid(("recognizer", "entity", "tier", "名称"))
    for r in recognizers:
        table.add_row(*map(shown, (r.id, r.entity, str(r.tier), r.zh)))
    return printed([table], width, colour=False)


def listed_json(recognizers: Sequence[Recognizer]) -> str:
    """A JSON array of the declarations."""
    return json.dumps([declared(r) for r in recognizers], ensure_ascii=False, indent=2) + "\n"


def declared(recognizer: Recognizer) -> dict[str, Any]:
    """The declaration as plain data."""
    return asdict(recognizer)


def compared(comparison: Comparison, width: int = 80) -> str:
    """What flips, of what only a scan can tell, and what is not known at all."""
    return printed(_compared(comparison), width, colour=False)


def compared_json(comparison: Comparison) -> str:
    """The same as one JSON document; `after` is null where only a scan can tell."""
    return json_text({"schema": DIFF, **asdict(comparison)})


def _compared(comparison: Comparison) -> Iterator[RenderableType]:
    certain = [flip for flip in comparison.flips if flip.after is not None]
    opened = [flip for flip in comparison.flips if flip.after is None]
    for flip in certain:
        yield shown(f"{flip.source}: {flip.column}: {flip.before} -> {flip.after} ({flip.why})")
    for flip in opened:
        yield shown(f"{flip.source}: {flip.column}: {flip.before} -> scan to know ({flip.why})")
    yield shown(f"{len(certain)} of {comparison.columns} columns flip, {len(opened)} only a scan can tell")
    if comparison.changed is None:
        yield shown("The packs of the scan are not at hand: what new recognizers find, only a scan can tell.")
    elif comparison.changed:
        yield shown(f"New, or looking at values in another way: {', '.join(comparison.changed)}")
