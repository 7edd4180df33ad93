"""Masked views in a few lines: what each role sees of each table, and what not, and why."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from piiscan.model.views import MaskedView, MaskedViews, RoleViews
from piiscan.reports.terminal import grid, printed, shown


def render(views: MaskedViews, width: int = 80, colour: bool = False) -> str:
    """The summary as text, `width` cells wide; the views themselves are the script."""
    return printed((part for role in views.roles for part in _role(role)), width, colour)


def _role(role: RoleViews) -> Iterator[RenderableType]:
    yield shown(f"role {role.role}, up to tier {role.tier}, in {role.schema}", "bold")
    for view in role.views:
        yield shown(view.name)
        yield _columns(view)
    yield Text()


def _columns(view: MaskedView) -> RenderableType:
    if view.base.refused:
        return shown(f"no view: {view.base.refused}", "yellow")
    if not view.kept:
        return shown("no view: no column is left", "yellow")
    drawn = grid(["becomes", "column", "why"])
    for seen in view.columns:
        drawn.add_row(shown(seen.becomes, "dim" if seen.sql is None else ""), shown(seen.column), shown(seen.why))
    return drawn
