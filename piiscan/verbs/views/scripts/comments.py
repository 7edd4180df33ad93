"""What a script says of itself and of every column, for who reviews it."""

from __future__ import annotations

from collections.abc import Iterator

from piiscan.model.views import MaskedView, MaskedViews, RoleViews
from piiscan.reports.visible import visible


def comment(text: str = "") -> str:
    """One line, whatever is in a name."""
    return f"-- {visible(text)}".rstrip()


def opening(views: MaskedViews, said: str) -> Iterator[str]:
    """Whose views these are, what they follow, and `said` by its lines."""
    yield comment("Masked views, made by piiscan plan --as sql. A role sees what its highest tier allows.")
    for key, value in views.about.items():
        yield comment(f"{key}: {value}")
    for role in views.roles:
        yield comment(f"role {role.role}: up to tier {role.tier}, in {role.schema}")
    yield comment()
    yield from map(comment, said.strip().splitlines())


def of_role(role: RoleViews) -> str:
    return comment(f"---- {role.role}: up to tier {role.tier}")


def of_view(view: MaskedView) -> Iterator[str]:
    """What became of every column, and why; or why there is no view."""
    if view.base.refused:
        yield comment(f"{view.base.key}: no view: {view.base.refused}")
        return
    yield comment(f"{view.base.key}: {'' if view.kept else 'no view: no column is left'}")
    for seen in view.columns:
        yield comment(f"  {seen.column}: {seen.becomes} ({seen.why})")
