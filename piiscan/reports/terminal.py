"""Text for a terminal or a pipe: Chinese measured as wide as it is shown, and no name taken for markup."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from piiscan.reports.visible import visible

TIER_STYLES = {1: "dim", 2: "cyan", 3: "yellow", 4: "bold red"}


def shown(text: str, style: str = "") -> Text:
    """A text in one style, markup and control characters in it being nothing but text."""
    return Text(visible(text), style=style)


def unbroken(text: str, style: str = "") -> Text:
    """A line that holds a path, and is not wrapped: what is cut in two cannot be copied or searched for."""
    return Text(visible(text), style=style, no_wrap=True)


def grid(heads: Iterable[str] = ()) -> Table:
    """An empty table without lines, but one under its heads."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True, header_style="dim")
    for head in heads:
        table.add_column(head)
    return table


def printed(parts: Iterable[RenderableType], width: int, colour: bool) -> str:
    """The parts as text of `width` cells a line (but for unbroken ones), in ANSI colours or plain, trimmed."""
    console = Console(
        file=StringIO(),
        width=width,
        height=25,
        force_terminal=colour,
        no_color=not colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    with console.capture() as captured:
        for part in parts:
            console.print(part, soft_wrap=isinstance(part, Text) and bool(part.no_wrap))
    return "".join(f"{line.rstrip()}\n" for line in captured.get().splitlines())
