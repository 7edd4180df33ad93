"""Patterns of the packs in running text: found at column speed, checked in bulk, weighed with their context."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import polars as pl
import regex

from piiscan.detection import packs
from piiscan.detection.search.inside import Inside
from piiscan.detection.text.context import near
from piiscan.detection.text.patterns import spanning
from piiscan.detection.text.scores import THRESHOLD, weigh
from piiscan.model.recognizer import Pattern, Recognizer
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
    prior: float


class PatternFinder:
    """Finds what the patterns of the given recognizers say: those that know their values by themselves."""

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        alone = [r for r in recognizers if r.sees == "rows"]
        self._by_id = {r.id: r for r in alone}
        self._search = Inside(alone)

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order; spans may overlap. `texts`: folded Strings without nulls."""
        matches: defaultdict[str, list[_Match]] = defaultdict(list)
        numbered = pl.DataFrame({"value": texts}).with_row_index("at").filter(pl.col("value") != "")
        for form, some in self._search(numbered):
            numbers = some["at"].unique().to_list()
            held = zip(numbers, texts.gather(numbers).to_list(), strict=True)
            labelled = form.recognizer.role is Role.SECRET
            matches[form.recognizer.id].extend(m for n, text in held for m in _matches(form.pattern, n, text, labelled))
        for name, found in matches.items():
            yield from _weighed(self._by_id[name], found)


def _matches(pattern: Pattern, number: int, text: str, labelled: bool) -> Iterator[_Match]:
    for match in spanning(pattern).finditer(text):
        value = match[0]
        start = match.end() - len(value.lstrip(_LOOSE))
        if labelled and (label := _LABEL.match(text, start, match.end())):
            start = label.end()
        if _VERSION.match(text, start, match.end()):
            continue
        yield _Match(number, text, start, match.start() + len(value.rstrip(_LOOSE + ".")), pattern.score)


def _weighed(recognizer: Recognizer, matches: list[_Match]) -> Iterator[tuple[int, Span]]:
    for match, valid in zip(matches, _valid(recognizer, matches), strict=True):
        told = near(recognizer.context, match.text, match.start, match.end)
        score = weigh(match.prior, valid, recognizer.check_chance, told)
        if score >= THRESHOLD:
            yield match.number, Span(match.start, match.end, recognizer.entity, score, recognizer.id)


def _valid(recognizer: Recognizer, matches: list[_Match]) -> list[bool | None]:
    check = packs.check(recognizer)
    if check is None or not matches:
        return [None] * len(matches)
    values = pl.Series([m.text[m.start : m.end] for m in matches], dtype=pl.String).to_frame("value")
    canonical = values.select(packs.canonical(recognizer)(pl.col("value"))).to_series()
    return check(canonical).fill_null(value=False).to_list()
