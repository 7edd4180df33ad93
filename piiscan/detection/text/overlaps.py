"""Of findings that overlap, which stand: the row's own people first, then the best score, then the longest.

Findings of one kind that overlap are one finding first. What loses then gives up the characters that the winner
holds, and keeps the rest where the rest holds a letter or a digit. So spans never overlap, and every letter and
digit that any finding covered is still covered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from piiscan.detection.families import FAMILIES, family_of
from piiscan.model.span import Span

__all__ = ["resolve"]

_PLACES = frozenset({"ADDRESS", "LOCATION", "CITY"})


def resolve(text: str, found: Iterable[Span]) -> list[Span]:
    """The spans that stand, sorted, disjoint. `text` is what their offsets count in."""
    standing: list[Span] = []
    for together in _overlapping(sorted(set(found), key=_place)):
        standing += together if len(together) == 1 else _settled(text, together)
    return standing


def _overlapping(spans: Sequence[Span]) -> Iterator[list[Span]]:
    """Sorted spans in groups: none overlaps one of another group."""
    together: list[Span] = []
    end = 0
    for span in spans:
        if together and span.start >= end:
            yield together
            together = []
        together.append(span)
        end = max(end, span.end)
    if together:
        yield together


def _settled(text: str, spans: Sequence[Span]) -> list[Span]:
    joined = list(_joined(spans))
    if len(joined) == 1:
        return joined
    standing: list[Span] = []
    for span in sorted(joined, key=_rank):
        first = bisect_right(standing, span.start, key=attrgetter("end"))
        after = bisect_left(standing, span.end, key=attrgetter("start"))
        rivals = standing[first:after]
        left = _rest(text, span, rivals) if rivals else [span]
        standing[first:after] = sorted([*rivals, *left], key=_place)
    return standing


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Overlapping spans of one kind (a family and its members are one) under the name of the surest and the best
    score."""
    open_spans: dict[tuple[str, str | None], Span] = {}
    for span in spans:
        kind = ("ADDRESS" if span.entity in _PLACES else family_of(span.entity), span.of)
        last = open_spans.get(kind)
        if last is not None and _overlap(last, span):
            open_spans[kind] = _union(last, span)
            continue
        if last is not None:
            yield last
        open_spans[kind] = span
    yield from open_spans.values()


def _union(one: Span, other: Span) -> Span:
    surest = min(one, other, key=_sureness)
    if surest.entity == "ORGANIZATION":  # names no person: the surest of the two knows where it ends
        return surest
    entity = "ADDRESS" if {one.entity, other.entity} > {"ADDRESS"} else surest.entity
    start, end, score = min(one.start, other.start), max(one.end, other.end), max(one.score, other.score)
    return Span(start, end, entity, score, surest.recognizer, surest.of)


def _sureness(span: Span) -> tuple[object, ...]:
    """A member before its family, whatever their scores: the same number gets the same token however it is written."""
    return span.entity in FAMILIES, *_rank(span)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _place(span: Span) -> tuple[object, ...]:
    return span.start, span.end, span.entity, span.score, span.recognizer, span.of or ""


def _rank(span: Span) -> tuple[object, ...]:
    return span.of is None, -span.score, span.start - span.end, *_place(span)


def _rest(text: str, span: Span, rivals: list[Span]) -> Iterator[Span]:
    """The pieces of a span beside its rivals, without the blanks and punctuation at their ends."""
    starts = [span.start, *(rival.end for rival in rivals)]
    ends = [*(rival.start for rival in rivals), span.end]
    for start, end in zip(starts, ends, strict=True):
        named = [at for at in range(start, end) if text[at].isalnum()]
        if named:
            yield replace(span, start=named[0], end=named[-1] + 1)
