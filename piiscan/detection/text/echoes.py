"""Echoes: what was found once in a text is found wherever it stands again in that text.

A model sees a name in one sentence and passes it over in the next. Surfaces of two Han characters or of four
others count, the latter as whole words, so that a short name is not found inside of other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from piiscan.model.span import Span

__all__ = ["echoes", "places"]

_han = regex.compile(r"\p{Han}")

_full_name = regex.compile(r"\p{Lu}[^\s0-9]*(?:[ ]\p{Lu}[^\s0-9]*){0,2}[ ](?P<surname>\p{Lu}[\p{L}'’-]*\p{Ll})")

_SHORTEST = 4
"""Characters of a surface that is not in Han."""


def echoes(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Further spans, where no span stands yet; they may overlap each other."""
    told = {surface: span for span in reversed(spans) for surface in _surfaces(text[span.start : span.end], span)}
    for surface, span in told.items():
        if text.count(surface) == 1:
            continue
        for start, end in places(surface, text):
            if not any(other.start < end and start < other.end for other in spans):
                yield replace(span, start=start, end=end)


def _surfaces(found: str, span: Span) -> Iterator[str]:
    """What was found; of a person in Latin script the surname too, by which a text goes on to call them."""
    yield found
    full = _full_name.fullmatch(found) if span.entity == "PERSON" else None
    if full:
        yield full["surname"]


def places(surface: str, text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every place where the surface stands in the text; none for one that is too short."""
    in_han = len(_han.findall(surface)) >= 2
    if not in_han and len(surface) < _SHORTEST:
        return
    start = text.find(surface)
    while start >= 0:
        end = start + len(surface)
        if in_han or not (_in_word(text[start - 1 : start]) or _in_word(text[end : end + 1])):
            yield start, end
        start = text.find(surface, start + 1)


def _in_word(beside: str) -> bool:
    return (beside.isalnum() and not _han.match(beside)) or beside == "_"
