"""Where a person stands, as text or JSON: places and counts, never a value."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from piiscan.model.typed import plain
from piiscan.model.whereabouts import Sighting, Whereabouts
from piiscan.reports.terminal import grid, printed, shown, unbroken
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/whereabouts/1"


def render(found: Whereabouts, width: int = 80, colour: bool = False) -> str:
    """The sightings as text."""
    return printed(_parts(found), width, colour)


def render_json(found: Whereabouts) -> str:
    """One JSON document, indented, with a line end."""
    return json_text({"schema": SCHEMA, **plain(found)})


def _parts(found: Whereabouts) -> Iterator[RenderableType]:
    if not found.sightings:
        yield shown("nothing of this person was found")
    else:
        drawn = grid(["where", "column", "rows", "what", "numbers"])
        drawn.columns[2].justify = "right"
        for seen in found.sightings:
            numbers = ", ".join(map(str, seen.first)) + (" …" if seen.rows > len(seen.first) else "")
            drawn.add_row(shown(seen.key), shown(seen.column or ""), f"{seen.rows:,}", shown(_what(seen)), numbers)
        yield drawn
        if not all(seen.sure for seen in found.sightings):
            yield shown("?  others may have the same: a name, a short value", "dim")
    for task in found.tasks:
        owner = f"{task.owner} ({task.system})" if task.owner else "no system of the register: find out whose it is"
        yield shown("")
        yield unbroken(f"to do by {task.due}  {task.source}  {task.column or ''}".rstrip(), "bold")
        yield shown(f"  {owner}: {task.what}")
    for missing in found.incomplete:
        yield unbroken(f"not searched  {missing.source}: {missing.reason}", "bold red")


def _what(seen: Sighting) -> str:
    kinds = [entity or "value" for entity in seen.entities] + ["pseudonym"] * seen.token
    return ", ".join(kinds) + ("" if seen.sure else " ?")
