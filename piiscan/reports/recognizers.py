"""What piiscan recognises, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from piiscan.model.recognizer import Recognizer
from piiscan.reports.terminal import grid, printed, shown


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
