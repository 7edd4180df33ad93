"""Names and addresses in texts without one capital, as people type them in chats: what word lists know, and addresses
by their form.

No model reads these: without capitals they name next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import polars as pl
import regex

from piiscan.detection.text.kinds import words_of
from piiscan.detection.text.postal import PostalFinder
from piiscan.detection.text.scores import LEXICON
from piiscan.detection.text.surroundings import place_told
from piiscan.detection.text.words import ALSO_WORDS, NOT_NAMES
from piiscan.model.span import Span

__all__ = ["UncapitalisedFinder"]

_CAPITALS = r"\p{Lu}|\p{Han}"
_TWO_WORDS = r"\p{Ll}{2} \p{Ll}{2}"
_word = regex.compile(r"(?<![\p{L}\p{N}_@./'’-])\p{Ll}[\p{Ll}'’-]*+(?![\p{N}_@/])(?!\.\p{L})")

_named = regex.compile(r"\bname(?: is|'s|:)\s$")

_SHORTEST = 4
"""Letters of a name that no word beside it tells."""


class UncapitalisedFinder:
    """Finds persons, places and addresses in texts without capitals."""

    def __init__(self) -> None:
        self._postal = PostalFinder()

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order; spans may overlap. `texts`: folded Strings without nulls."""
        small = (texts.str.contains(_TWO_WORDS) & ~texts.str.contains(_CAPITALS)).arg_true()
        some = texts.gather(small)
        for number, text in zip(small.to_list(), some.to_list(), strict=True):
            yield from ((number, span) for span in _told(text))
        titled = some.str.to_titlecase()
        for at, span in self._postal.find(titled.set(titled.str.len_chars() != some.str.len_chars(), "")):
            if not _says(some[at][span.start : span.end]):
                yield small[at], span


def _told(text: str) -> Iterator[Span]:
    """Places by their names or by the words before them; persons by their given name, with a surname behind it."""
    for place in _places().finditer(text):
        yield Span(*place.span(), "LOCATION", LEXICON, "text/uncapitalised")
    for match in _word.finditer(text):
        start, word = match.start(), match[0].removesuffix("'s")
        end = start + len(word)
        if word in NOT_NAMES or word in words_of("ordinary_words"):
            continue
        if place_told(text, start):
            yield Span(start, end, "LOCATION", LEXICON, "text/uncapitalised")
        elif word in _given() or _named.search(text, 0, start):
            surname = _word.match(text, end + 1)
            known = surname and surname[0] in words_of("surnames") - NOT_NAMES
            yield Span(start, surname.end() if surname and known else end, "PERSON", LEXICON, "text/uncapitalised")


def _says(address: str) -> bool:
    """Whether words of grammar stand in it: a sentence with numbers in it, and no address."""
    return any(word in NOT_NAMES - {"of", "the", "on", "no", "state"} for word in address.split())


@cache
def _given() -> frozenset[str]:
    return frozenset(word for word in words_of("first_names") - ALSO_WORDS if len(word) >= _SHORTEST)


@cache
def _places() -> regex.Pattern[str]:
    known = words_of("cities", "countries") - words_of("first_names", "surnames", "ordinary_words")
    names = [word for word in known if len(word) >= _SHORTEST]
    return regex.compile(r"(?<![\p{L}\p{N}_@./-])\L<names>(?![\p{L}\p{N}_@/-])", names=names)
