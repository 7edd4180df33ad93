"""What the pages of the reference have in common: a head that says where they come from, tables, paragraphs."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence

_MADE = "<!-- Made from the code by `make docs`; do not edit. -->"


def titled(title: str, *parts: str) -> str:
    return "\n\n".join((f"# {title}", _MADE, *parts)) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join((_row(heads), _row(["---"] * len(heads)), *map(_row, rows)))


def code(text: str) -> str:
    return f"`{text}`"


def said(thing: object) -> str:
    """Its documentation, each paragraph on one line; examples stay as they are."""
    return "\n\n".join(map(_paragraph, (inspect.getdoc(thing) or "").split("\n\n")))


def _paragraph(text: str) -> str:
    return f"```pycon\n{text}\n```" if text.startswith(">>>") else " ".join(text.split())


def _row(cells: Sequence[str]) -> str:
    whole = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return "| " + " | ".join(whole) + " |"
