"""scan, for texts: how often each entity occurs in a document, the tier that follows, and what its lines share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from piiscan.detection.logs.evidence import TemplateEvidence
from piiscan.detection.logs.pieces import templates
from piiscan.detection.logs.reading import worth_reading
from piiscan.detection.logs.verdicts import line_findings
from piiscan.model.evidence import TEXTS
from piiscan.model.finding import DocumentFinding
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span
from piiscan.model.table import Document

Spans = Callable[[pl.Series], Sequence[Sequence[Span]]]

_UNREAD_TIER = 3
"""Of a text that models saw only in part, whatever was found (contracts.md, findings)."""

_LOG = "text"
"""The format of documents that may be logs; others are taken from pages and mails, whose lines are cut at a width."""


def scan_document(
    document: Document,
    recognizers: Mapping[str, Recognizer],
    patterns: Spans,
    models: Spans | None,
    language: Callable[[str], str],
    every_line: bool,
) -> DocumentFinding:
    """Patterns see every line; models see all lines or, without `every_line`, the first TEXTS that are not blank.

    Beyond those, models see as many again of line patterns that recur. `recognizers` by entity, for their tiers. Raises
    SourceUnreadable.
    """
    seen = _Seen(patterns, models, every_line, mined=document.format == _LOG)
    languages: Counter[str] = Counter()
    for parts in document.parts():
        filled = parts.filter(parts.str.strip_chars() != "")
        languages.update(map(language, filled.filter(seen.see(filled))))
    tiers = [recognizers[entity].tier if entity in recognizers else _UNREAD_TIER for entity in seen.entities]
    unread = [] if models and seen.read == seen.lines else [_UNREAD_TIER]
    return DocumentFinding(
        source=document.source,
        format=document.format,
        language=languages.most_common(1)[0][0] if languages else None,
        tier=max([1, *tiers, *unread]) if seen.lines else 1,
        entities=dict(sorted(seen.entities.items())),
        key=document.key,
        lines=line_findings(seen.evidence),
    )


class _Seen:
    """What has been seen of a document so far. `read` lines were read by models too, or would have been."""

    def __init__(self, patterns: Spans, models: Spans | None, every_line: bool, *, mined: bool) -> None:
        self._patterns, self._models, self._every_line, self._mined = patterns, models, every_line, mined
        self._more = TEXTS
        self.entities: Counter[str] = Counter()
        self.evidence = TemplateEvidence.none()
        self.read = self.lines = 0

    def see(self, lines: pl.Series) -> pl.Series:
        """Take in lines that are not blank; True for those that models read."""
        template = templates(lines) if self._mined else pl.repeat(None, len(lines), dtype=pl.String, eager=True)
        first = max(0, TEXTS - self.lines)
        worth = worth_reading(template, self.evidence, first, self._more)
        self._more -= int(worth.slice(first).sum())
        read = worth | self._every_line
        spans = self._spans(lines, read)
        self.entities.update(span.entity for found in spans for span in found)
        if self._mined:
            self.evidence = self.evidence.merge(TemplateEvidence.of(lines, template, spans, worth))
        self.read, self.lines = self.read + int(read.sum()), self.lines + len(lines)
        return read

    def _spans(self, lines: pl.Series, read: pl.Series) -> list[Sequence[Span]]:
        models, patterns = (
            iter(of(lines.filter(some)))
            for of, some in ((self._models or self._patterns, read), (self._patterns, ~read))
        )
        return [next(models if by_models else patterns) for by_models in read]
