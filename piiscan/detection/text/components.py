"""An address in its components: street, flat, town, country and postcode, a span each.

Modelled on the components of addresses in UPU standard S42. The components touch: what stands between two of them goes
with the first, so that together they cover what the address covered, and whoever masks may take them for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from piiscan.model.span import Span

__all__ = ["components"]

_FLAT = r"(?i:apt|apartment|suite|ste|flat)\b"
_between = regex.compile(
    r",?[^\p{L}\p{N}]*\n[^\p{L}\p{N}]*|,[ ]"
    rf"|[ ](?={_FLAT})|(?<={_FLAT}\.?[ ][0-9]{{1,5}}[A-Za-z]?)[ ](?=\p{{Lu}})"
)
"""A line break or comma, the blank before a flat, and the one behind it."""

_postcode = regex.compile(
    r"[ ](?=(?:[0-9]{4,6}(?:-[0-9]{3,4})?|[0-9]{3}[ ][0-9]{2}|[A-Z]{1,2}[0-9][0-9A-Z]?[ ][0-9][A-Z]{2})$)"
)
"""The blank before a postcode at the end; behind a street alone, such a number is that of the house."""


def components(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans, addresses in their components; those that a column of the row told stay whole."""
    return [part for span in spans for part in (_parts(text, span) if _divisible(span) else [span])]


def _divisible(span: Span) -> bool:
    return span.entity == "ADDRESS" and span.of is None


def _parts(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for end in (*_ends(text, span), span.end):
        yield replace(span, start=start, end=end)
        start = end


def _ends(text: str, span: Span) -> Iterator[int]:
    """Where components end but the last."""
    ends = [gap.end() for gap in _between.finditer(text, span.start, span.end)]
    postcode = _postcode.search(text, ends[-1], span.end) if ends else None
    yield from ends
    yield from (found.end() for found in [postcode] if found)
