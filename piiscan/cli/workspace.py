"""The workspace of a command: its audit log, and who acts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from piiscan.audit import Log


def audit_log(context: typer.Context) -> Log:
    """The log of --home, else of the workspace of this folder; its actor is --actor."""
    from piiscan.audit import Log
    from piiscan.workspace import home

    given: tuple[Path | None, str | None] = context.obj
    return Log(home(given[0]), given[1])
