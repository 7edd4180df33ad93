"""Every command with its help, as a terminal of 80 columns shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from piiscan.cli.app import app
from tests.docs.markdown import titled

_WIDTH = 78
"""What click leaves for text on a terminal of 80 columns."""


def page() -> str:
    return titled("Commands", *(f"## {path}\n\n```text\n{text}\n```" for path, text in helps()))


def helps() -> Iterator[tuple[str, str]]:
    """`piiscan keys rotate` and its help, for every command and group, each before its own commands."""
    return _helps(typer.main.get_command(app), "piiscan", None)


def _helps(command: Any, name: str, parent: Any) -> Iterator[tuple[str, str]]:
    context = command.make_context(
        name, [], parent=parent, resilient_parsing=True, terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    yield context.command_path, command.get_help(context).rstrip()
    for inner, part in getattr(command, "commands", {}).items():
        yield from _helps(part, inner, context)
