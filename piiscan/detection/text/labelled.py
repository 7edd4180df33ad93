"""Values that only their label gives away: `QQ: 12345678`, `密码是xxxxxx`, `password = ...`.

Recognizers whose values look like anything (`sees: header`) are found in text only directly behind one of
their context words, with nothing between but punctuation and words such as "number" and "is".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import polars as pl
import regex

from piiscan.detection.text.context import alternatives
from piiscan.detection.text.patterns import PATIENCE, any_body, spanning_source
from piiscan.detection.text.scores import LABELLED
from piiscan.model.recognizer import Recognizer
from piiscan.model.span import Span
from piiscan.model.tier import Role

__all__ = ["LabelledFinder"]

_MARKS = r"[\s:=#(\"'-]|号码|號碼|号|號|日期|时间|時間|是|为|為|于|於|在"
_FILLERS = r"number|no\.|date|is|was|on|of|the|with"
_BETWEEN = rf"(?:{_MARKS}|(?i:(?<![a-z])(?:{_FILLERS})(?![a-z]))){{0,6}}"
"""What may stand between a label and a value that patterns describe."""

_IS = r"[\"']?\s{0,2}(?:[:=]|是|为|為|(?<=\s)(?:is|was)(?=\s)|(?=[\"']))\s{0,2}[\"']?"
"""What must stand between a label and a value that may look like anything."""

_SECRET = r"[^\s\"'<>,，。、；]{3,127}[^\s\"'<>,，。、；.]"
"""What a secret without patterns of its own may look like: no blank, no quote, at least four characters."""

_QUOTED = r"(?<=[\s:=][\"'])(?P<value>[^\"'\n]{4,64})(?=[\"'])"
"""A secret between quotes, which may hold blanks."""

_MIXED = rf"(?=\S*[A-Za-z])(?=\S*[0-9!@#$%^&*]){_SECRET}"
"""A secret behind nothing but a blank: no plain word."""

_ANYTHING = 0.5
"""The chance of a pattern that fits any word: behind nothing but a blank, a value of it must look like no word."""

_DOCUMENTS = 4
"""The tier of identity documents and accounts (contracts.md, tiers)."""

_FEW = 4096
"""Bytes of texts up to which all patterns are searched sooner than what is worth it is told: Polars compiles anew."""

_number = regex.compile("(?:[^0-9]*[0-9]){4}")
_word = regex.compile(r"(?<!\S)[a-z]+(?!\S)")


class LabelledFinder:
    """Finds labelled values of the given recognizers: those seen by headers only, with context words."""

    def __init__(self, recognizers: Sequence[Recognizer]) -> None:
        self._recognizers = [r for r in recognizers if _labelled(r)]
        self._any = "|".join(map(_hint, self._recognizers))

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        numbered = pl.DataFrame({"text": texts}).with_row_index("number")
        few = texts.str.len_bytes().sum() <= _FEW
        some = numbered if few else numbered.filter(pl.col("text").str.contains(self._any))
        for recognizer in self._recognizers:
            worth = some if few else some.filter(pl.col("text").str.contains(_hint(recognizer)))
            for number, text in worth.iter_rows():
                for match in _compiled(recognizer).finditer(text, timeout=PATIENCE):
                    start = match.start("value")
                    if own := _own(recognizer, match["value"]):
                        yield number, Span(start, start + len(own), recognizer.entity, LABELLED, recognizer.id)


def _own(recognizer: Recognizer, value: str) -> str:
    """The value, or nothing: numbers of documents and accounts hold four digits and end before the first word, whatever
    their patterns allow."""
    if recognizer.role is not Role.DIRECT_IDENTIFIER or recognizer.tier != _DOCUMENTS:
        return value
    numbers = _word.split(value, maxsplit=1)[0].rstrip()
    return numbers if _number.match(numbers) else ""


def _hint(recognizer: Recognizer) -> str:
    """In Polars' syntax: one of the words, and a value behind it. A superset."""
    words = "|".join(map(regex.escape, recognizer.context))
    between = rf"[sS]?(?:{_MARKS}|(?i:{_FILLERS})){{0,6}}"
    value = f"{between}(?:{any_body(recognizer.patterns)})" if recognizer.patterns else ""
    return f"(?i:{words}){value}"


def _labelled(recognizer: Recognizer) -> bool:
    described = recognizer.patterns or recognizer.role is Role.SECRET
    return bool(recognizer.sees == "header" and recognizer.context and described)


@cache
def _compiled(recognizer: Recognizer) -> regex.Pattern[str]:
    label = alternatives(recognizer.context)
    if not recognizer.patterns:
        return regex.compile(rf"{label}(?:{_IS}(?:{_QUOTED}|(?P<value>{_SECRET}))|\s(?P<value>{_MIXED}))")
    values = "|".join(map(spanning_source, recognizer.patterns))
    if recognizer.chance < _ANYTHING:
        return regex.compile(f"{label}{_BETWEEN}(?P<value>{values})")
    return regex.compile(rf"{label}(?:{_IS}|{_BETWEEN}(?<![A-Za-z])(?=[\p{{L}}.+-]*[0-9_@]))(?P<value>{values})")
