"""The checks that apply to a text: the same lines but for what was replaced, nothing left that was found before,
nothing that patterns find now, and tokens of this key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import polars as pl

from piiscan.detection.normal import fold_text
from piiscan.detection.text.echoes import places
from piiscan.model.recognizer import Recognizer
from piiscan.model.table import Document
from piiscan.model.verification import Check
from piiscan.verbs.mask_document import DocumentMasker
from piiscan.verbs.verify.declared import CELL, CUT, cuts, laid_in, resembles, rewritten
from piiscan.verbs.verify.inspection import pairs
from piiscan.verbs.verify.known import Known
from piiscan.verbs.verify.rescan import Spans
from piiscan.verbs.verify.tokens import SAMPLE, foreign, with_token


def verify_document(
    original: Document,
    copy: Document,
    masker: DocumentMasker,
    recognizers: Mapping[str, Recognizer],
    patterns: Spans,
) -> list[Check]:
    """Structure, anywhere, rescan and risk. Raises SourceUnreadable, PlanError."""
    run = _Comparison(original, masker, recognizers, patterns)
    for rows in pairs(_frames(original), _frames(copy)):
        run.see(*(frame["part"] for frame in rows))
    return list(run.checks(copy))


class _Comparison:
    def __init__(
        self, original: Document, masker: DocumentMasker, recognizers: Mapping[str, Recognizer], patterns: Spans
    ) -> None:
        self._original, self._masker, self._patterns = original, masker, patterns
        self._laid_in, self._cuts = laid_in(masker.operator), cuts(masker.operator)
        self._ambiguous = resembles(masker.operator)
        self._known = Known(recognizers)
        self._changed, self._foreign = 0, None if masker.keyed else False
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
            again = self._masker.lines(source.gather(rows))
            self._foreign = foreign(masked.gather(rows), again)

    def _unexplained(self, source: pl.Series, masked: pl.Series) -> pl.Series:
        """Lines in which nothing is cut out that looks declared, as it may be somebody's value: empty where none may.

        With the key a line is empty, too, if it is masked as it should be: then its surrogates are what they are.
        """
        if not self._ambiguous:
            return masked.str.head(0)
        if not self._masker.keyed:
            return masked
        return masked.zip_with(masked.ne_missing(self._masker.lines(source)), masked.str.head(0))

    def _compare_found(self, source: pl.Series, cleaned: pl.Series, whole: pl.Series) -> None:
        """Whatever was found in a line, by models and templates too, is gone from that line; what is strong and was
        found by what it is, and not by where it stands, from all lines."""
        strong: dict[str, list[str]] = {}
        lines = pl.select(pl.concat_str(cleaned, whole, separator=CELL)).to_series()
        for text, result, (seen, told) in zip(source, lines, self._masker.found(source), strict=True):
            folded = fold_text(result)[0]
            for span in (*seen, *told):
                surface = fold_text(text[span.start : span.end])[0]
                self._stands[span.entity] += any(places(surface, folded))
                if span in seen and self._known.strong(span.entity):
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
