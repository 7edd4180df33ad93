"""scan, for texts: how often each entity occurs in a document, and the tier that follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from piiscan.model.evidence import TEXTS
from piiscan.model.finding import DocumentFinding
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span
from piiscan.model.table import Document

Spans = Callable[[pl.Series], Sequence[Sequence[Span]]]

_UNREAD_TIER = 3
"""Of a text that models saw only in part, whatever was found (contracts.md, findings)."""


def scan_document(
    document: Document,
    recognizers: Mapping[str, Recognizer],
    patterns: Spans,
    models: Spans | None,
    language: Callable[[str], str],
    every_line: bool,
) -> DocumentFinding:
    """Patterns see every line; models see all lines or, without `every_line`, the first TEXTS that are not blank.

    `recognizers` by entity, for their tiers. Raises SourceUnreadable.
    """
    entities: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    read = lines = 0
    for parts in document.parts():
        filled = parts.filter(parts.str.strip_chars() != "")
        shown = len(filled) if every_line else max(0, TEXTS - read)
        for texts, spans in ((filled.head(shown), models or patterns), (filled.slice(shown), patterns)):
            entities.update(span.entity for found in spans(texts) for span in found)
        languages.update(map(language, filled.head(shown)))
        read, lines = read + min(shown, len(filled)), lines + len(filled)
    tiers = [recognizers[entity].tier if entity in recognizers else _UNREAD_TIER for entity in entities]
    unread = [] if models and read == lines else [_UNREAD_TIER]
    return DocumentFinding(
        source=document.source,
        format=document.format,
        language=languages.most_common(1)[0][0] if languages else None,
        tier=max([1, *tiers, *unread]) if lines else 1,
        entities=dict(sorted(entities.items())),
        key=document.key,
    )
