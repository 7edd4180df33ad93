"""What is drawn: bars of evidence, and curves of class sizes. All of it is numbers; no text of the data gets here."""

from __future__ import annotations

from math import log10

from markupsafe import Markup

from piiscan.model.risk import Crowds

WIDTH, HEIGHT = 300, 120
"""Of a curve, in the units of its viewBox."""

_WIDEST = 8.0
"""Log-odds at which a bar is as long as it gets: 0.99966."""


def share(part: float, whole: float = 1.0) -> str:
    """`12.5%`, of nothing `-`."""
    return f"{100 * part / whole:.1f}%".replace(".0%", "%") if whole else "-"


def bar(log_odds: float) -> Markup:
    """How long the bar of a piece of evidence is, and to which side, as an attribute of its cell."""
    return Markup("style=--l:{:.0f}%").format(max(-50.0, min(50.0, 50 * log_odds / _WIDEST)))


def against_chance(matched: float, chance: float | None) -> Markup:
    """A filled track for the share of cells that match, and a mark where chance alone would get."""
    mark = "" if chance is None else f";--c:{_percent(chance)}%"
    return Markup("<b style=--m:{}%{}></b>").format(_percent(matched), mark)


def curve(crowds: Crowds, most: int) -> str:
    """The path of a step curve: how many rows stand in crowds of at most so many, over sizes from 1 to `most`."""
    points, below = [f"M0 {HEIGHT}"], 0
    for size, n in sorted(crowds.sizes.items()):
        below += size * n
        points.append(f"H{_across(size, most):.1f}V{HEIGHT - HEIGHT * below / max(1, crowds.rows):.1f}")
    return "".join([*points, f"H{WIDTH}"])


def ticks(most: int) -> list[tuple[int, float]]:
    """Sizes that the axis names, and where they are."""
    return [(size, _across(size, most)) for size in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if size <= most]


def _across(size: int, most: int) -> float:
    return WIDTH * log10(size) / max(log10(most), 0.01)


def _percent(part: float) -> int:
    return round(100 * min(1.0, part))
