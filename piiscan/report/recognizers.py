"""What piiscan recognises, as a table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from piiscan.model.recognizer import Recognizer
from piiscan.report.terminal import grid, printed, shown


def listed(recognizers: Sequence[Recognizer], width: int = 80) -> str:
    """One line for each recognizer: id, entity, Chinese name, role, tier, and what it rests on."""
    table = grid(("recognizer", "entity", "名称", "role", "tier", "rests on"))
    for r in recognizers:
        table.add_row(*map(shown, (r.id, r.entity, r.zh, r.role.replace("_", " "), str(r.tier), _rests_on(r))))
    return printed([table], width, colour=False)


def listed_json(recognizers: Sequence[Recognizer]) -> str:
    """A JSON array of the declarations."""
    return json.dumps([declared(r) for r in recognizers], ensure_ascii=False, indent=2) + "\n"


def declared(recognizer: Recognizer) -> dict[str, Any]:
    """The declaration as plain data."""
    return asdict(recognizer)


def _rests_on(recognizer: Recognizer) -> str:
    parts = [
        *(["pattern"] if recognizer.patterns else []),
        *(["check"] if recognizer.check else []),
        *(["word list"] if recognizer.lexicon else []),
        *(["header"] if recognizer.header.words else []),
    ]
    return ", ".join(parts)
