"""The checks that apply to a text: the same lines but for what was replaced, nothing left that was found before,
nothing that patterns find now, and tokens of this key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from piiscan.detection.normal import fold_text
from piiscan.detection.text.echoes import places
from piiscan.model.plan import Step
from piiscan.model.table import Document
from piiscan.model.verification import Check
from piiscan.verbs.mask import Means, operator_of
from piiscan.verbs.mask_document import masked_parts
from piiscan.verbs.verify.declared import CELL, CUT, cuts, laid_in, resembles, rewritten
from piiscan.verbs.verify.inspection import pairs
from piiscan.verbs.verify.known import Known
from piiscan.verbs.verify.rescan import Spans
from piiscan.verbs.verify.tokens import SAMPLE, foreign, with_token


def verify_document(original: Document, copy: Document, step: Step, means: Means, patterns: Spans) -> list[Check]:
    """Structure, anywhere, rescan and risk. Raises SourceUnreadable, PlanError."""
    run = _Comparison(original, step, means, patterns)
    for rows in pairs(_frames(original), _frames(copy)):
        run.see(*(frame["part"] for frame in rows))
    return list(run.checks(copy))


class _Comparison:
    def __init__(self, original: Document, step: Step, means: Means, patterns: Spans) -> None:
        self._original, self._step, self._means, self._patterns = original, step, means, patterns
        operator = operator_of(original.source, "text", step)
        self._laid_in, self._cuts, self._ambiguous = laid_in(operator), cuts(operator), resembles(operator)
        self._known = Known(means.recognizers)
        self._changed, self._foreign = 0, None if means.key else False
        self._stands: Counter[str] = Counter()
        self._left: Counter[str] = Counter()

    def see(self, source: pl.Series, masked: pl.Series) -> None:
        cleaned = masked.str.replace_all(self._laid_in, CUT)
        differs = source.ne_missing(masked)
        lines = zip(source.filter(differs), masked.filter(differs), strict=True)
        self._changed += sum(not rewritten(*line, self._cuts) for line in lines)
        self._compare_found(source, cleaned, self._unexplained(source, masked))
        self._left.update(span.entity for spans in self._patterns(cleaned) for span in spans)
        rows = with_token(masked).head(SAMPLE)
        if self._foreign is None and len(rows):
            again = masked_parts(self._original, source.gather(rows), self._step, self._means)
            self._foreign = foreign(masked.gather(rows), again)

    def _unexplained(self, source: pl.Series, masked: pl.Series) -> pl.Series:
        """Lines in which nothing is cut out that looks declared, as it may be somebody's value: empty where none may.

        With the key a line is empty, too, if it is masked as it should be: then its surrogates are what they are.
        """
        if not self._ambiguous:
            return masked.str.head(0)
        if self._means.key is None:
            return masked
        again = masked_parts(self._original, source, self._step, self._means)
        return masked.zip_with(masked.ne_missing(again), masked.str.head(0))

    def _compare_found(self, source: pl.Series, cleaned: pl.Series, whole: pl.Series) -> None:
        """Whatever was found in a line, by models too, is gone from that line; what is strong, from all lines."""
        strong: dict[str, list[str]] = {}
        found = self._means.find(source, pl.DataFrame(), {})
        lines = pl.select(pl.concat_str(cleaned, whole, separator=CELL)).to_series()
        for text, result, spans in zip(source, lines, found, strict=True):
            folded = fold_text(result)[0]
            for span in spans:
                surface = fold_text(text[span.start : span.end])[0]
                self._stands[span.entity] += any(places(surface, folded))
                if self._known.strong(span.entity):
                    strong.setdefault(span.entity, []).append(surface)
        for entity, surfaces in strong.items():
            self._known.remember(entity, pl.Series(surfaces, dtype=pl.String))

    def checks(self, copy: Document) -> Iterator[Check]:
        key = self._original.key
        before, after = (sum(map(len, document.parts())) for document in (self._original, copy))
        rows = [f"the source has {before} lines, the copy {after}"] if before != after else []
        other = [f"{self._changed} lines have other changes than replaced spans"] if self._changed else []
        yield Check("structure", key, (*rows, *other), {"rows": after})
        elsewhere: Counter[str] = Counter()
        for parts in copy.parts():
            elsewhere.update(self._known.standing_in(parts.rename("value")))
        still = [f"{entity} still stands in {n} lines" for entity, n in sorted(self._stands.items()) if n]
        again = [f"{n} values of {entity} stand in the source too" for entity, n in elsewhere.items() if n]
        yield Check("anywhere", key, (*still, *again), {"identifiers": len(self._known)})
        yield Check("rescan", key, tuple(f"{entity} found {n} times" for entity, n in sorted(self._left.items())))
        yield Check("risk", key, ("its tokens are not of this key and plan",) if self._foreign else ())


def _frames(document: Document) -> Iterator[pl.DataFrame]:
    return (parts.rename("part").to_frame() for parts in document.parts())
