"""The record of a removal, as text or JSON: places, counts and digests, never a value."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from piiscan.model.removal import Removal
from piiscan.model.typed import plain
from piiscan.reports.terminal import printed, shown, unbroken
from piiscan.reports.visible import json_text

__all__ = ["SCHEMA", "render", "render_json"]

SCHEMA = "piiscan/removal/1"
_DONE = {"subject.erase": "erased       one person", "subject.retain": "retained     what is within its term"}


def render(record: Removal, width: int = 80) -> str:
    """One fact a line."""
    return printed(_parts(record), width, colour=False)


def render_json(record: Removal) -> str:
    return json_text({"schema": SCHEMA, **plain(record)})


def _parts(record: Removal) -> Iterator[RenderableType]:
    yield shown(_DONE[record.event])
    yield shown(f"reason       {record.reason}")
    if record.purpose and record.term:
        yield shown(f"term         {record.term['days']} days from {record.term['column']}, as of {record.as_of}")
        yield shown(f"purpose      {record.purpose.name}, version {record.purpose.version}")
    if record.kinds:
        yield shown(f"by           {', '.join(f'{count} {kind}' for kind, count in record.kinds.items())}")
    yield shown(f"policy       {record.policy.name}, version {record.policy.version}")
    yield shown(f"done         {record.done} by {record.by}")
    yield shown(f"on record    line {record.line} of the audit log")
    yield unbroken(f"root         {record.root}")
    yield unbroken(f"before       {record.before or 'a database: no digest'}")
    yield unbroken(f"after        {record.after}")
    yield from _places(record)
    yield from (shown(f"proves       {what}") for what in record.proves)
    yield from (shown(f"proves not   {what}") for what in record.proves_not)


def _places(record: Removal) -> Iterator[RenderableType]:
    for each in record.removed:
        columns = ", ".join(f"{name or 'text'} {rows:,}" for name, rows in each.columns.items())
        yield unbroken(f"gone         {each.gone:,} of {each.rows:,} from {each.source} ({columns})")
    if not record.removed:
        yield shown("gone         nothing: no row or text had to go")
    yield shown(f"unchanged    {record.copied:,} files, copied as they are")
    for task in record.tasks:
        rows = "" if task.rows is None else f", {task.rows:,} rows"
        yield unbroken(f"to do        {task.source} {task.column or ''}{rows}: {task.what}", "bold")
    for left in record.incomplete:
        yield unbroken(f"incomplete   {left.source}: {left.reason}", "bold red")
