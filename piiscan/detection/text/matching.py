"""Patterns of the packs in running text: found at column speed, checked in bulk, weighed with their context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl
import regex

from piiscan.detection import packs
from piiscan.detection.search.forms import Form
from piiscan.detection.search.inside import Inside
from piiscan.detection.text.context import near
from piiscan.detection.text.patterns import PATIENCE, spanning
from piiscan.detection.text.scores import THRESHOLD, weigh
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span
from piiscan.model.tier import Role

__all__ = ["PatternFinder"]


_LOOSE = " \t\r\n'\"“”‘’,;"
"""Quotes and punctuation that bodies may allow inside of a value; at its ends they belong to the sentence."""


_LABEL = regex.compile(r"(?i)(?:[a-z][a-z_-]{2,30}[\"']?(?: ?= ?|: )[\"']?)?(?:(?:bearer|basic|token|apikey) )?")
"""The name of a header or variable that a secret's pattern needs before it, and the scheme (RFC 9110 section 11.4):
both stay in the text."""


_VERSION = regex.compile(r"(?<=[A-Z][A-Za-z]{2,30}/)[0-9.]+$")
"""What stands behind the name of a product (RFC 9110 section 10.1.5): `Chrome/120.0.0.0` is no address."""


class _Match(NamedTuple):
    number: int
    text: str
    start: int
    end: int


class PatternFinder:
    """Finds what the patterns of the given recognizers say: those that know their values by themselves."""

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        alone = [r for r in recognizers if r.sees == "rows"]
        self._by_id = {r.id: r for r in alone}
        self._search = Inside(alone)

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order; spans may overlap. `texts`: folded Strings without nulls."""
        priors: defaultdict[str, dict[_Match, float]] = defaultdict(dict)
        numbered = pl.DataFrame({"value": texts}).with_row_index("at").filter(pl.col("value") != "")
        for form, some in self._search(numbered):
            numbers = some["at"].unique()
            best = priors[form.recognizer.id]
            for match in _matches(form, numbers, texts.gather(numbers)):
                best[match] = max(form.pattern.score, best.get(match, 0.0))
        for name, found in priors.items():
            yield from _weighed(self._by_id[name], found)


def _matches(form: Form, numbers: pl.Series, texts: pl.Series) -> Iterator[_Match]:
    found, labelled = spanning(form.pattern), form.recognizer.role is Role.SECRET
    for number, text in zip(numbers.to_list(), texts.to_list(), strict=True):
        for match in found.finditer(text, timeout=PATIENCE):
            value, end = match[0], match.end()
            start = end - len(value.lstrip(_LOOSE))
            if labelled and (label := _LABEL.match(text, start, end)):
                start = label.end()
            if not _VERSION.match(text, start, end):
                yield _Match(number, text, start, end - len(value) + len(value.rstrip(_LOOSE + ".")))


def _weighed(recognizer: Recognizer, priors: Mapping[_Match, float]) -> Iterator[tuple[int, Span]]:
    matches = list(priors)
    for match, valid in zip(matches, _valid(recognizer, matches), strict=True):
        told = near(recognizer.context, match.text, match.start, match.end)
        score = weigh(priors[match], valid, recognizer.check_chance, told)
        if score >= THRESHOLD:
            yield match.number, Span(match.start, match.end, recognizer.entity, score, recognizer.id)


def _valid(recognizer: Recognizer, matches: Sequence[_Match]) -> list[bool | None]:
    check = packs.check(recognizer)
    if check is None or not matches:
        return [None] * len(matches)
    values = pl.Series([m.text[m.start : m.end] for m in matches], dtype=pl.String).to_frame("value")
    canonical = values.select(packs.canonical(recognizer)(pl.col("value"))).to_series()
    return check(canonical).fill_null(value=False).to_list()
