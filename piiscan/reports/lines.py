"""The line patterns of a text: what stands in each, and in how many lines it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from rich.console import RenderableType

from piiscan.model.finding import DocumentFinding, LineFinding
from piiscan.reports.explain import SCHEMA
from piiscan.reports.terminal import printed, shown, unbroken
from piiscan.reports.visible import json_text
from piiscan.reports.wording import Wording

_WORDS = Wording()


def explain_lines(document: DocumentFinding, width: int = 80, colour: bool = False) -> str:
    """The templates that have a verdict, as text, and the lines that speak for each."""
    return printed(_parts(document), width, colour)


def explain_lines_json(document: DocumentFinding) -> str:
    """The same as one JSON document: that of the findings."""
    content = {"schema": SCHEMA, "document": asdict(document)}
    return json_text(content)


def _parts(document: DocumentFinding) -> Iterator[RenderableType]:
    yield shown(
        f"{document.source}: tier {document.tier} {_WORDS.tier(document.tier)}, {_WORDS.found(document)}", "bold"
    )
    if document.lines is None:
        yield shown("No line pattern recurs, so every line is judged by itself.")
        return
    for found in document.lines.templates:
        yield unbroken(found.template)
        yield shown(f"  {found.lines:,} lines: {_said(found)}")
    if document.lines.without:
        yield shown(
            f"{document.lines.without:,} lines are too long or too many for a template, and judged by themselves."
        )


def _said(found: LineFinding) -> str:
    return ", ".join(f"{slot.entity} in {slot.found:,} of {found.read:,} read" for slot in found.slots)
