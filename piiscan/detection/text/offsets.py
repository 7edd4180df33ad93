"""Back from a text with characters left out to the text as it was given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from piiscan.detection.normal import fold_text
from piiscan.model.span import Span

__all__ = ["as_given"]


def as_given(text: str, folded: str, spans: Iterable[Span]) -> list[Span]:
    """Spans of the folded text as spans of the text itself; invisible characters inside are covered."""
    offsets = None if text == folded else fold_text(text)[1]
    if offsets is None:
        return list(spans)
    return [replace(span, start=offsets[span.start], end=offsets[span.end - 1] + 1) for span in spans]
