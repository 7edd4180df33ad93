"""What a model passed over in a sentence: known given names, forms of names, names that the words beside them tell,
and the companions of persons in an enumeration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from piiscan.detection.text.firms import is_firm
from piiscan.detection.text.kinds import is_surname, words_of
from piiscan.detection.text.scores import LEXICON
from piiscan.detection.text.surroundings import firm_told, named_person, person_told, place_told, spoken_to
from piiscan.detection.text.words import ALSO_WORDS, NOT_NAMES
from piiscan.model.span import Span

__all__ = ["with_companions"]

_LETTER = r"[\p{Latin}\p{Greek}\p{Cyrillic}'’]"
_WORD = rf"(?<![\p{{Latin}}\p{{N}}_@.&-])\p{{Lu}}{_LETTER}*+(?<!['’])(?:-\p{{Lu}}\p{{Ll}}+)?(?![\p{{Latin}}\p{{N}}_@&])"
_name = regex.compile(rf"(?P<first>{_WORD})(?P<initial>[ ]\p{{Lu}}\.?(?=[ ]))?(?P<rest>(?:[ ]{_WORD}){{0,2}})")
_several = regex.compile(rf"{_WORD}(?:,\s+{_WORD})*,?\s+(?:and|or|&)\s+{_WORD}")
_house = regex.compile(r"\b(?:at|of|from|by|for|contractor,|firm|client,|supplier,|lawyers|attorneys)\s+$")
_word = regex.compile(_WORD)


_REQUESTS = frozenset("call phone ask tell thank remind invite meet send give show hand pay lend bring offer".split())
"""Verbs that begin a sentence with a capital, before the person whom they are about."""


def with_companions(sentence: str, spans: Sequence[Span]) -> list[Span]:
    """The spans of a sentence with what goes with them: `Efua, Mary and Ján` are of one kind."""
    told = [*spans, *_further(sentence, spans)]
    for group in _several.finditer(sentence):
        members = [word.span() for word in _word.finditer(sentence, *group.span())]
        if _is_house(sentence, members):
            told = [span for span in told if (span.start, span.end) not in members]
            told.append(Span(*group.span(), "ORGANIZATION", LEXICON, "text/enumeration"))
        else:
            told = _alike(sentence, told, members)
    return told


def _further(sentence: str, spans: Sequence[Span]) -> Iterator[Span]:
    for match in _names(sentence):
        if any(s.start < match.end() and match.start() < s.end for s in spans):
            continue
        if entity := _told(sentence, match):
            yield Span(match.start(), match.end(), entity, LEXICON, "text/told")


def _names(sentence: str) -> Iterator[regex.Match[str]]:
    """Capitalised words in a row, without the verb of a request (`Send Mary ...`)."""
    at = 0
    while match := _name.search(sentence, at):
        if match["rest"] and match["first"].lower() in _REQUESTS:
            at = match.end("first")
        else:
            at = match.end()
            yield match


def _told(sentence: str, match: regex.Match[str]) -> str | None:
    """What a name that no model has named is, by its form and by the words beside it; None for other words."""
    words = match[0].split()
    first = words[0].lower()
    if first in NOT_NAMES or first in words_of("ordinary_words"):
        return None
    if is_firm(match[0]):
        return None
    if named_person(sentence, match.start()):
        return "PERSON"
    if place_told(sentence, match.start()) or _is_country(match[0]):
        return "LOCATION"
    if firm_told(sentence, match.start()) or match[0].lower() in words_of("firms"):
        return "ORGANIZATION"
    told = spoken_to(sentence, *match.span()) or _formed(match, words) or _acts(sentence, match)
    return "PERSON" if told else None


def _is_country(name: str) -> bool:
    return name.lower() in words_of("countries") and name.lower() not in words_of("first_names")


def _formed(match: regex.Match[str], words: Sequence[str]) -> bool:
    """A known given name (with a surname, where it is a word too), an initial between two names, or the form of a
    surname behind another name."""
    first, lone = words[0].lower(), len(words) == 1
    if first in words_of("first_names") and not (lone and first in ALSO_WORDS):
        return True
    if lone or match[0].isupper() or words[-1].lower() in NOT_NAMES:
        return False
    return bool(match["initial"] and match["rest"]) or is_surname(words[-1])


def _acts(sentence: str, match: regex.Match[str]) -> bool:
    """The first word of a sentence, in which people do what only people do: `Verda lives in ...`. Not in the plural:
    `Officials said`."""
    lone = match.start() == 0 and not match["rest"] and not match[0].isupper()
    plural = match[0].endswith("s") and not is_surname(match[0])
    return lone and not plural and person_told(sentence, match.end())


def _is_house(sentence: str, members: Sequence[tuple[int, int]]) -> bool:
    """`at Jones, Mitchell and Lowe`: partners, none of them by a given name, behind a word for where one works."""
    words = [sentence[a:b].lower() for a, b in members]
    surnames = all(word in words_of("surnames") or word not in words_of("first_names") for word in words)
    return len(members) > 2 and surnames and bool(_house.search(sentence, 0, members[0][0]))


def _alike(sentence: str, spans: list[Span], members: Sequence[tuple[int, int]]) -> list[Span]:
    """Members of an enumeration of single words are persons if half of them are known to be, by a list of surnames too
    once one of them is told."""
    told = {(span.start, span.end): span for span in spans}
    persons = {place for place in members if (span := told.get(place)) and span.entity == "PERSON"}
    surnamed = {place for place in members if sentence[slice(*place)].lower() in words_of("surnames")}
    if not persons or 2 * len(persons | surnamed) < len(members):
        return spans
    for start, end in members:
        word = sentence[start:end].lower()
        if word not in NOT_NAMES and word not in words_of("cities", "countries", "regions"):
            known = told.get((start, end), Span(start, end, "PERSON", LEXICON, "text/enumeration"))
            told[start, end] = replace(known, entity="PERSON")
    return list(told.values())
