"""The checks that apply to a text: as many lines, nothing that was found before, nothing that patterns find now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import polars as pl

from piiscan.model.span import Span
from piiscan.model.table import Document
from piiscan.model.verification import Check
from piiscan.verbs.verify.rescan import TOKEN

Spans = Callable[[pl.Series], Sequence[Sequence[Span]]]

_LONG = 6
"""Characters from which a value found in the source must not stand in any line of the copy."""


def verify_document(original: Document, copy: Document, found: Spans, patterns: Spans) -> list[Check]:
    """Structure, anywhere and rescan. `found` is what was masked, by models too. Raises SourceUnreadable."""
    before = sum(map(len, original.parts()))
    after = sum(map(len, copy.parts()))
    unequal = [] if before == after else [f"the source has {before} lines, the copy {after}"]
    return [
        Check("structure", original.key, tuple(unequal), {"rows": after}),
        _anywhere(original, copy, found),
        _rescan(copy, patterns),
    ]


def _anywhere(original: Document, copy: Document, spans: Spans) -> Check:
    """Every long value that was found in a line is gone from that line of the copy."""
    left: Counter[str] = Counter()
    for source, masked in zip(original.parts(), copy.parts(), strict=False):
        for text, result, found in zip(source, masked, spans(source), strict=False):
            left.update(s.entity for s in found if s.end - s.start >= _LONG and text[s.start : s.end] in result)
    return Check("anywhere", original.key, tuple(f"{e} still stands in {n} lines" for e, n in left.items()))


def _rescan(copy: Document, spans: Spans) -> Check:
    left: Counter[str] = Counter()
    for parts in copy.parts():
        cleaned = parts.str.replace_all(TOKEN, "\u2026")
        left.update(span.entity for found in spans(cleaned) for span in found)
    return Check("rescan", copy.key, tuple(f"{e} found {n} times" for e, n in sorted(left.items())))
