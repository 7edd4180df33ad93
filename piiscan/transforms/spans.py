"""Spans of one text made disjoint, and replacements laid into it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from piiscan.errors import PiiscanError
from piiscan.model.span import Span

__all__ = ["Stretch", "laid_in", "merged"]


_NEAR = 200
"""Characters before a number in which the name of its member ends: a list of numbers may stand between."""

_member = regex.compile(r"(?P<quote>\\*\")\s{0,2}:\s{0,2}(?:\[\s{0,2}(?:[0-9.-]+\s{0,2},\s{0,2})*)?$")
_ended = regex.compile(r"\s{0,2}[,}\]]")


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
    """The text with each stretch replaced, in one pass, so that the length of a text costs no more than once.

    What replaces a bare number of JSON is a string of JSON, so that a line that programs read stays one.
    """
    parts: list[str] = []
    done = 0
    for stretch, replacement in zip(stretches, replacements, strict=True):
        quote = _quote(text, stretch)
        parts += text[done : stretch.start], quote, replacement, quote
        done = stretch.end
    return "".join((*parts, text[done:]))


def _quote(text: str, stretch: Stretch) -> str:
    """The quotes that a number in JSON does without, as escaped as those of its name; empty elsewhere."""
    if not _ended.match(text, stretch.end):
        return ""
    before = _member.search(text, max(0, stretch.start - _NEAR), stretch.start)
    return before["quote"] if before else ""


def _continues(span: Span, last: Stretch) -> bool:
    """Whether it is a further component of the same address."""
    if span.entity != "ADDRESS" or span.start != last.end:
        return False
    return replace(last.span, start=span.start, end=span.end) == span


def _authority(span: Span) -> tuple[bool, float, int]:
    return span.of is not None, span.score, span.end - span.start
