"""What an English name names, where the model is unsure: word lists, forms of companies, and the words before.

A small English model finds names more surely than it tells people, firms and places apart, above all for names
from elsewhere. Lists and forms are surer, so they go first; the model's word decides where they are silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from piiscan.detection import packs

__all__ = ["kind", "words_of"]

_firm = regex.compile(
    r"(?i)\b(?:inc|llc|llp|ltd|limited|plc|corp|corporation|incorporated|co|company|gmbh|ag|sa|nv|bv|pty|group"
    r"|holdings?|partners|associates|bros|brothers|sons|bank|fund|trust|insurance|university|college|school|academy"
    r"|institute|hospital|clinic|ministry|department|agency|authority|council|committee|commission|association"
    r"|society|foundation|federation|union|club|party|church|orchestra|band|records|media|news|times|press|studios?"
    r"|systems|software|technolog(?:y|ies)|solutions|services|industries|international|airlines|army|navy|force)\b\.?"
)

_place = regex.compile(
    r"(?i)\b(?:street|st|avenue|ave|road|rd|lane|drive|boulevard|square|terrace|river|lake|mount|mountain|island"
    r"|islands|bay|sea|ocean|valley|county|city|town|village|district|province|republic|kingdom|airport|station"
    r"|bridge|park|beach|coast|north|south|east|west|northern|southern|eastern|western)\b\.?"
)

_person_before = regex.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|miss|mx|dr|prof|sir|lord|lady|president|officer|captain)\.?|name is|name:|named"
    r"|i am|i'm|this is|signed|regards,|sincerely,|attn:?|dear)\s+$"
)
_place_before = regex.compile(r"(?i)\b(?:lives? in|living in|born in|grew up in|moved to|city of|flew to)\s+$")

_not_in_names = regex.compile(r"[,&/0-9]")
_lone = regex.compile(r"\p{Lu}\p{Ll}+")
_foreign = regex.compile(r"\p{Ll}[ ]\p{Lu}\.?[ ]\p{Lu}|[^\p{ASCII}’]")
"""An unknown lone word, a middle initial, a letter outside ASCII: in texts about people, more often a person
than a firm, and to take a firm for a person does the lesser harm."""


@cache
def words_of(*lists: str) -> frozenset[str]:
    """The words of the lists of the pack `global`, lower case."""
    return frozenset(word for name in lists for word in packs.lexicon("global/", name))


def kind(text: str, start: int, end: int, told: str) -> str:
    """PERSON, ORGANIZATION or LOCATION, for a name at these characters that the model `told` to be one of them."""
    name = text[start:end]
    words = [word.strip(".,'’").lower() for word in name.split()]
    if _person_before.search(text, 0, start):
        return "PERSON"
    if _firm.search(name):
        return "ORGANIZATION"
    if (
        " ".join(words) in words_of("cities", "countries", "regions")
        or _place.search(name)
        or _place_before.search(text, 0, start)
    ):
        return told if told == "PERSON" else "LOCATION"
    return "PERSON" if _like_a_person(name, words, told) else told


def _like_a_person(name: str, words: Sequence[str], told: str) -> bool:
    if len(words) > 4 or _not_in_names.search(name):
        return False
    if words[0] in words_of("first_names") or words[-1] in words_of("surnames"):
        return True
    return told == "ORGANIZATION" and bool(_lone.fullmatch(name) or _foreign.search(name))
