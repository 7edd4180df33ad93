"""Persons that a model passed over: known given names, and the companions of persons in an enumeration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from piiscan.detection.text.kinds import words_of
from piiscan.detection.text.scores import LEXICON
from piiscan.detection.text.words import ALSO_WORDS, NOT_NAMES
from piiscan.model.span import Span

__all__ = ["with_companions"]

_WORD = r"(?<![\p{L}\p{N}_@.&-])\p{Lu}[\p{Ll}'’]+(?:-\p{Lu}\p{Ll}+)?(?![\p{N}_@&])"
_given = regex.compile(rf"(?P<first>{_WORD})(?:[ ](?:\p{{Lu}}\.?[ ])?{_WORD}){{0,2}}")
_several = regex.compile(rf"{_WORD}(?:,\s+{_WORD})*,?\s+(?:and|or|&)\s+{_WORD}")
_word = regex.compile(_WORD)


def with_companions(sentence: str, spans: Sequence[Span]) -> list[Span]:
    """The spans of a sentence with the persons that go with them: `Efua, Mary and Ján` are of one kind."""
    told = [*spans, *_known(sentence, spans)]
    for group in _several.finditer(sentence):
        told = _alike(sentence, told, [word.span() for word in _word.finditer(sentence, *group.span())])
    return told


def _known(sentence: str, spans: Sequence[Span]) -> Iterator[Span]:
    for match in _given.finditer(sentence):
        first, lone = match["first"].lower(), match["first"] == match[0]
        known = first in words_of("first_names") and first not in NOT_NAMES and not (lone and first in ALSO_WORDS)
        if known and not any(s.start < match.end() and match.start() < s.end for s in spans):
            yield Span(match.start(), match.end(), "PERSON", LEXICON, "text/given_name")


def _alike(sentence: str, spans: list[Span], members: Sequence[tuple[int, int]]) -> list[Span]:
    """Members of an enumeration of single words are persons if half of them are known to be."""
    told = {(span.start, span.end): span for span in spans}
    persons = [span for place in members if (span := told.get(place)) and span.entity == "PERSON"]
    if 2 * len(persons) < len(members):
        return spans
    for start, end in members:
        word = sentence[start:end].lower()
        if word not in NOT_NAMES and word not in words_of("cities", "countries", "regions"):
            known = told.get((start, end), Span(start, end, "PERSON", LEXICON, "text/enumeration"))
            told[start, end] = replace(known, entity="PERSON")
    return list(told.values())
