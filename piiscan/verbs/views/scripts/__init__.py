"""Masked views as a script that the server's own client runs as it is. Nothing in it is a value or a key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from piiscan.model.views import MaskedViews
from piiscan.verbs.views.scripts import mysql, postgresql

__all__ = ["script"]

_SCRIPTS: Mapping[str, Callable[[MaskedViews], str]] = {"postgresql": postgresql.script, "mysql": mysql.script}


def script(views: MaskedViews) -> str:
    """The same bytes for the same views."""
    return _SCRIPTS[views.format](views)
