"""Attacks as text or JSON: who was recovered by whom, in people and per cent, and what would stop it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from piiscan.model.attack import Attack, Attacks
from piiscan.reports.terminal import printed, shown
from piiscan.reports.visible import json_text

SCHEMA = "piiscan/attack/1"


def render(attacks: Attacks, width: int = 80, colour: bool = False) -> str:
    """The attacks on each table as text."""
    return printed(_parts(attacks), width, colour)


def render_json(attacks: Attacks) -> str:
    """One JSON document, indented, with a line end."""
    content = {
        "schema": SCHEMA,
        "attacks": [_attack(attack) for attack in attacks.attacks],
        "incomplete": [{"source": i.source, "reason": i.reason} for i in attacks.incomplete],
    }
    return json_text(content)


def _attack(attack: Attack) -> dict[str, Any]:
    return {
        "attack": attack.name,
        "table": attack.table or None,
        "knows": attack.knows,
        "unit": attack.unit,
        "recovered": attack.recovered,
        "of": attack.people,
        "share": round(attack.share, 6),
        "by": dict(attack.by_column),
        "control": attack.control,
        "stops": attack.stops,
    }


def _parts(attacks: Attacks) -> Iterator[RenderableType]:
    for table, on_it in groupby(attacks.attacks, key=lambda attack: attack.table):
        listed = list(on_it)
        yield shown(table or "all tables, texts and files", "bold")
        yield _drawn(listed)
        yield from (shown(f"  {attack.name}: {_why(attack)}", "yellow") for attack in listed if attack.recovered)
        yield Text()
    yield from map(shown, _known(attacks))
    for missing in attacks.incomplete:
        yield shown(f"not read  {missing.source}: {missing.reason}", "bold red")


def _drawn(attacks: list[Attack]) -> Table:
    drawn = Table(box=None, pad_edge=False, padding=(0, 2), header_style="dim")
    for head in ("  attack", "recovered", "share", "control"):
        drawn.add_column(head, justify="left" if head == "  attack" else "right")
    for attack in attacks:
        style = "bold red" if attack.recovered else "green"
        recovered = f"{attack.recovered:,} of {attack.people:,} {attack.unit}"
        control = "-" if attack.control is None else f"{attack.control:.0%}"
        drawn.add_row(shown(f"  {attack.name}"), shown(recovered, style), shown(f"{attack.share:.1%}", style), control)
    return drawn


def _why(attack: Attack) -> str:
    """What gave them away, the most telling first, and what would stop it."""
    worst = sorted(attack.by_column.items(), key=lambda entry: (-entry[1], entry[0]))
    by = f"by {', '.join(f'{name} {n:,}' for name, n in worst)}; " if worst else ""
    return f"{by}to stop it: {attack.stops}"


def _known(attacks: Attacks) -> Iterator[str]:
    """What each attacker is taken to know, once."""
    for name, knows in {attack.name: attack.knows for attack in attacks.attacks}.items():
        yield f"{name}: the attacker has the copy, the plan, and {knows}"
    if any(attack.control is not None for attack in attacks.attacks):
        yield "control: the share that the same attack recovers from unkeyed SHA-256"
