"""The record of a destroyed key, as text or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.console import RenderableType

from piiscan.model.destruction import Destruction
from piiscan.reports.terminal import printed, shown, unbroken
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/destruction/1"


def render(record: Destruction) -> str:
    """Plain text, one fact a line."""
    return printed(_parts(record), width=80, colour=False)


def render_json(record: Destruction) -> str:
    return json_text({"schema": SCHEMA, **asdict(record)})


def _parts(record: Destruction) -> Iterator[RenderableType]:
    yield shown(f"destroyed    key {record.key} ({record.kind})")
    yield shown(f"done         {record.done}")
    yield shown(f"on record    line {record.line} of the audit log")
    yield unbroken(f"root         {record.root}")
    yield from (shown(f"proves       {what}") for what in record.proves)
    yield from (shown(f"proves not   {what}") for what in record.proves_not)
