"""A diagnosis as text or JSON: what is wrong stands out, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.console import RenderableType
from rich.table import Table

from piiscan.model.diagnosis import Diagnosis
from piiscan.reports.terminal import printed, shown, unbroken
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/diagnosis/1"

_STYLES = {"good": "green", "note": "yellow", "wrong": "bold red"}


def render(diagnosis: Diagnosis, width: int = 80, colour: bool = False) -> str:
    """One thing a line, what to do about it below them all."""
    return printed(_parts(diagnosis), width, colour)


def render_json(diagnosis: Diagnosis) -> str:
    """One JSON document, indented, with a line end."""
    return json_text({"schema": SCHEMA, "in_order": diagnosis.in_order, **asdict(diagnosis)})


def _parts(diagnosis: Diagnosis) -> Iterator[RenderableType]:
    drawn = Table.grid(padding=(0, 2))
    for item in diagnosis.items:
        drawn.add_row(shown(item.state, _STYLES[item.state]), shown(item.name), shown(item.said))
    yield drawn
    for item in diagnosis.items:
        if item.remedy:
            yield unbroken(f"{item.name}: {item.remedy}", _STYLES[item.state])
    wrong = sum(item.state == "wrong" for item in diagnosis.items)
    yield shown(f"not in order: {wrong}", "bold red") if wrong else shown("all in order", "bold green")
