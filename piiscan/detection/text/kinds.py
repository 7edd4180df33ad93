"""What an English name names, where the model is unsure: word lists, forms of companies, and the words before.

A small English model finds names more surely than it tells people, firms and places apart, above all for names
from elsewhere. Lists and forms are surer, so they go first; the model's word decides where they are silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from piiscan.detection import packs
from piiscan.detection.text.firms import is_firm, is_paper
from piiscan.detection.text.surroundings import named_person, told_around

__all__ = ["is_surname", "kind", "words_of"]

_STREETS = "stra(?:ss|ß)e|gasse|platz|allee|laan|straat|plein|gracht|vägen|gatan|torget|vej|gade|veien|gaten|katu|kuja"
_place = regex.compile(
    r"(?i)\b(?:street|st|avenue|ave|road|rd|lane|drive|boulevard|square|terrace|river|lake|mount|mountain|island"
    r"|islands|bay|sea|ocean|valley|county|city|town|village|district|province|republic|kingdom|airport|station"
    r"|bridge|park|beach|coast|north|south|east|west|northern|southern|eastern|western"
    rf"|rue|rua|via|calle|avenida|piazza|plaza|ulica|gare|\p{{L}}{{3,}}(?:{_STREETS}))\b\.?"
)

_surname = regex.compile(
    r"(?:M[a']?c|O['’])\p{Lu}\p{Ll}+|\p{Lu}[\p{L}'’-]*\p{Ll}{2}(?:ov|ova|ová|ev|eva|enko|chuk|ski|ska|sky|cki|cka|wicz"
    r"|czyk|ić|ič|vich|vna|sson|dóttir|dottir|sen|nen|escu|eanu|oğlu|poulos|idis|akis|shvili|quist|qvist|mann|bauer|meyer"
    r"|strom|ström|dahl|gaard|zadeh)"
)
"""What surnames of many languages begin or end with (patronymics, trades, homesteads)."""

_not_in_names = regex.compile(r"[,&/0-9]")
_lone = regex.compile(r"\p{Lu}\p{Ll}+")
_foreign = regex.compile(r"\p{Ll}[ ]\p{Lu}\.?[ ]\p{Lu}|[^\p{ASCII}’]")
"""An unknown lone word, a middle initial, a letter outside ASCII: in texts about people, more often a person
than a firm, and to take a firm for a person does the lesser harm."""


@cache
def words_of(*lists: str) -> frozenset[str]:
    """The words of the lists of the pack `global`, lower case."""
    return frozenset(word for name in lists for word in packs.lexicon("global/", name))


def kind(text: str, start: int, end: int, told: str) -> str | None:
    """PERSON, ORGANIZATION or LOCATION, for a name at these characters that the model `told` to be one of them;
    None for what names nobody."""
    name = text[start:end]
    words = [word.strip(".,'’").lower() for word in name.split()]
    if named_person(text, start):
        return "PERSON"
    if told == "ORGANIZATION" and is_paper(name):
        return None
    if is_firm(name) or " ".join(words) in words_of("firms"):
        return "ORGANIZATION"
    if told == "ORGANIZATION" and "," in name and not any(is_surname(word) for word in name.split(", ")):
        return None
    if " ".join(words) in words_of("cities", "countries", "regions") or _place.search(name):
        return told if told == "PERSON" and _known(words) else "LOCATION"
    if " ".join(words) in words_of("nationalities"):
        return None
    if not _known(words):
        around = told_around(text, start, end, told, lone=len(words) == 1)
        if around != "":
            return around
    return "PERSON" if _like_a_person(name, words, told) else told


def _known(words: Sequence[str]) -> bool:
    return words[0] in words_of("first_names") or words[-1] in words_of("surnames")


def is_surname(word: str) -> bool:
    """Whether a capitalised word is a known surname or formed like one."""
    return word.lower() in words_of("surnames") or bool(_surname.fullmatch(word))


def _like_a_person(name: str, words: Sequence[str], told: str) -> bool:
    if len(words) > 4 or _not_in_names.search(name):
        return False
    if _known(words) or (len(words) > 1 and is_surname(name.split()[-1])):
        return True
    return told == "ORGANIZATION" and bool(_lone.fullmatch(name) or _foreign.search(name))
