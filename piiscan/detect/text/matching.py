"""Patterns of the packs in running text: found at column speed, checked in bulk, weighed with their context."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl

from piiscan.detect import packs
from piiscan.detect.text.context import near
from piiscan.detect.text.patterns import any_of, containing, spanning
from piiscan.detect.text.scores import THRESHOLD, weigh
from piiscan.model.recognizer import Pattern, Recognizer
from piiscan.model.span import Span

__all__ = ["PatternFinder"]


_LOOSE = " \t\r\n'\"“”‘’,;"
"""Quotes and punctuation that bodies may allow inside of a value; at its ends they belong to the sentence."""


class _Match(NamedTuple):
    number: int
    text: str
    start: int
    end: int
    prior: float


_GROUP = 10
"""Recognizers that are asked for together on the texts where any recognizer may find something."""


class PatternFinder:
    """Finds what the patterns of the given recognizers say: those that know their values by themselves."""

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        alone = [r for r in recognizers if r.sees == "rows" and r.patterns]
        self._groups = [alone[first : first + _GROUP] for first in range(0, len(alone), _GROUP)]
        self._any = any_of(p for r in alone for p in r.patterns)

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order; spans may overlap. `texts`: folded Strings without nulls."""
        if not self._groups:
            return
        numbered = _Texts(pl.Series(range(len(texts)), dtype=pl.UInt32), texts).holding(self._any)
        for group in self._groups:
            some = numbered.holding(any_of(p for r in group for p in r.patterns))
            for recognizer in group:
                matches = [match for pattern in recognizer.patterns for match in _matches(pattern, some)]
                if matches:
                    yield from _weighed(recognizer, matches)


class _Texts(NamedTuple):
    numbers: pl.Series
    texts: pl.Series

    def holding(self, pattern: str) -> _Texts:
        """Those texts, with their numbers, in which the pattern matches somewhere."""
        hit = self.texts.str.contains(pattern)
        return _Texts(self.numbers.filter(hit), self.texts.filter(hit))


def _matches(pattern: Pattern, texts: _Texts) -> Iterator[_Match]:
    compiled = spanning(pattern)
    for number, text in zip(*texts.holding(containing(pattern)), strict=True):
        for match in compiled.finditer(text):
            value = match[0]
            start = match.end() - len(value.lstrip(_LOOSE))
            yield _Match(number, text, start, match.start() + len(value.rstrip(_LOOSE + ".")), pattern.score)


def _weighed(recognizer: Recognizer, matches: list[_Match]) -> Iterator[tuple[int, Span]]:
    for match, valid in zip(matches, _valid(recognizer, matches), strict=True):
        told = near(recognizer.context, match.text, match.start, match.end)
        score = weigh(match.prior, valid, recognizer.check_chance, told)
        if score >= THRESHOLD:
            yield match.number, Span(match.start, match.end, recognizer.entity, score, recognizer.id)


def _valid(recognizer: Recognizer, matches: list[_Match]) -> list[bool | None]:
    check = packs.check(recognizer)
    if check is None:
        return [None] * len(matches)
    values = pl.Series([m.text[m.start : m.end] for m in matches], dtype=pl.String).to_frame("value")
    canonical = values.select(packs.canonical(recognizer)(pl.col("value"))).to_series()
    return check(canonical).fill_null(value=False).to_list()
