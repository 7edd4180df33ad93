"""Spans of one text made disjoint, and replacements laid into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from piiscan.errors import PiiscanError
from piiscan.model.span import Span

__all__ = ["Stretch", "laid_in", "merged"]


@dataclass(slots=True)
class Stretch:
    """Characters `start` to `end` that overlapping spans cover, and the span that says what they are."""

    start: int
    end: int
    span: Span


def merged(spans: Iterable[Span], length: int) -> list[Stretch]:
    """Disjoint stretches in order; every character of every span lies in one.

    Of overlapping spans the one that names a column of the row speaks for all, then the surest, then the
    longest. Spans that only touch stay apart, but for the components of one address. Raises PiiscanError for a
    span outside the text.
    """
    stretches: list[Stretch] = []
    for span in sorted(spans):
        if not 0 <= span.start <= span.end <= length:
            raise PiiscanError("the text engine named characters outside a text")
        last = stretches[-1] if stretches else None
        if last and (span.start < last.end or _continues(span, last)):
            last.end = max(last.end, span.end)
            last.span = max(last.span, span, key=_authority)
        elif span.start < span.end:
            stretches.append(Stretch(span.start, span.end, span))
    return stretches


def laid_in(text: str, stretches: Sequence[Stretch], replacements: Sequence[str]) -> str:
    """The text with each stretch replaced, in one pass, so that the length of a text costs no more than once."""
    parts: list[str] = []
    done = 0
    for stretch, replacement in zip(stretches, replacements, strict=True):
        parts += text[done : stretch.start], replacement
        done = stretch.end
    return "".join((*parts, text[done:]))


def _continues(span: Span, last: Stretch) -> bool:
    """Whether it is a further component of the same address."""
    if span.entity != "ADDRESS" or span.start != last.end:
        return False
    return replace(last.span, start=span.start, end=span.end) == span


def _authority(span: Span) -> tuple[bool, float, int]:
    return span.of is not None, span.score, span.end - span.start
