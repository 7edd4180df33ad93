"""What an English name names, where the model is unsure: word lists, forms of companies, and the words before.

A small English model finds names more surely than it tells people, firms and places apart, above all for names
from elsewhere. Lists and forms are surer, so they go first; the model's word decides where they are silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from piiscan.detection import packs

__all__ = ["firm_told", "is_firm", "is_surname", "kind", "person_told", "place_told", "words_of"]

_firm = regex.compile(
    r"(?i)\b(?:inc|llc|llp|ltd|limited|plc|corp|corporation|incorporated|co|company|gmbh|ag|sa|nv|bv|pty|group|aps|ehf"
    r"|kft|lda|ltda|oy|sarl|spa|srl|zrt|holdings?|partners|associates|bros|brothers|sons|bank|fund|trust|insurance"
    r"|university|college|school|academy|institute|hospital|clinic|ministry|department|agency|authority|council"
    r"|committee|commission|association|society|foundation|federation|union|club|party|church|orchestra|band|records"
    r"|media|news|times|press|studios?|systems|software|technolog(?:y|ies)|solutions|services|industries|international"
    r"|airlines|army|navy|force|analytics|capital|ventures|labs|laborator(?:y|ies)|logistics|energy|motors|foods"
    r"|consulting|investments|investors|enterprises|hotels?|restaurant|pharmaceuticals|electronics|networks?)\b\.?"
)

_STREETS = "stra(?:ss|ß)e|gasse|platz|allee|laan|straat|plein|gracht|vägen|gatan|torget|vej|gade|veien|gaten|katu|kuja"
_place = regex.compile(
    r"(?i)\b(?:street|st|avenue|ave|road|rd|lane|drive|boulevard|square|terrace|river|lake|mount|mountain|island"
    r"|islands|bay|sea|ocean|valley|county|city|town|village|district|province|republic|kingdom|airport|station"
    r"|bridge|park|beach|coast|north|south|east|west|northern|southern|eastern|western"
    rf"|rue|rua|via|calle|avenida|piazza|plaza|ulica|gare|\p{{L}}{{3,}}(?:{_STREETS}))\b\.?"
)

_person_before = regex.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|miss|mx|dr|prof|sir|lord|lady|president|officer|captain)\.?|name is|name:|named|name of"
    r"|i am|i'm|this is|signed|regards,|sincerely,|attn:?|dear|starring|directed by|written by|said|says"
    r"|(?:my|her|his|our) (?:son|daughter|wife|husband|kid|child|brother|sister|mother|father|friend|colleague|boss))\s+$"
)
_place_before = regex.compile(
    r"(?i)\b(?:(?:lives?|living|lived|born|raised|grew up|based|located|headquartered|stayed|resid\w+|arriv\w+|held) in"
    r"|(?:moved|move|moving|travel\w*|flew|fly|flying|drove|return\w*|commut\w+|relocat\w+|welcome) to"
    r"|(?:cities|towns?|city|village|region|province|state|district|island|corner|suburbs?|outskirts) of"
    r"|(?:moved|moved here|originally|flew|flight|train|came) from|home ?(?:town|city)|arriv\w+ at|next stop (?:is|was))\s+$"
)
_place_near = regex.compile(r"(?i)\b(?:in|near|across|throughout|within|outside|around|towards?|via)\s+$")
_place_after = regex.compile(
    r"\s(?:(?i:region|area|lowlands|highlands|province|valley|coast|peninsula|desert|district|county|border|suburb"
    r"|mountains|airport|high school|cloister|castle|harbou?r|bridge)\b|St(?:reet)?\b|Road\b|Bay\b|Islands?\b)"
)
_firm_before = regex.compile(
    r"(?i)\b(?:work(?:s|ed|ing)? (?:for|at)|employed (?:by|at)|hired by|joined|(?:ceo|cfo|cto|founder|co-founder"
    r"|employee|director|shareholder|subsidiary|headquarters|customer) (?:of|at)|(?:acquired|sponsored|owned) by"
    r"|(?:partner|intern|internship|position|job|career|year) at|shares (?:of|in)|(?:bank|shop|invest\w*) with"
    r"|(?:later|then) became|according to the|spokes\w+ for)\s+$"
)
_firm_after = regex.compile(
    r"(?:\s(?i:website|app|employees|shares|stock|headquarters|subscription|customer service|cardholders|executives?)\b"
    r"|(?:,[^,.]{0,40},)?\s(?:is|was) an? (?:[\p{L}-]+ ){0,5}?(?:company|bank|agency|firm|start-?up|airline|retailer"
    r"|provider|manufacturer|brand|corporation|charity|supplier|contractor|business|employer|subsidiary|publisher)\b)"
)
_article_before = regex.compile(r"(?i)\b(?:the|an?|this|these|those|its|each|every|some|any)\s+$")

_NEAR = 40
"""Characters before a name in which the words stand that say what it names."""

_person_after = regex.compile(
    r"(?:\s(?:lives?|lived|said|says|told|asked|wrote|replied|married|graduated|was born|works?|worked|phoned|flew|died"
    r"|is (?:from|married|originally|a(?:n?) (?:[\p{L}-]+ )?(?:nurse|doctor|teacher|student|patient|customer|client)))\b"
    r"|['’]s (?:wife|husband|mother|father|son|daughter|brother|sister|birthday|teachings|salary|diagnosis|passport))"
)
_work_after = regex.compile(
    r"\s(?:is|was) an? (?:[\p{L}\p{N}-]+ ){0,6}?(?:film|movie|album|song|novel|series|game|book)\b"
)
"""Behind the title of a work, which names nobody."""

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


def is_firm(name: str) -> bool:
    """Whether the name holds the form or the trade of a firm or an institution."""
    return bool(_firm.search(name))


def kind(text: str, start: int, end: int, told: str) -> str | None:
    """PERSON, ORGANIZATION or LOCATION, for a name at these characters that the model `told` to be one of them;
    None for what names nobody."""
    name = text[start:end]
    words = [word.strip(".,'’").lower() for word in name.split()]
    if _person_before.search(text, max(0, start - _NEAR), start):
        return "PERSON"
    if _firm.search(name):
        return "ORGANIZATION"
    if " ".join(words) in words_of("cities", "countries", "regions") or _place.search(name):
        return told if told == "PERSON" and _known(words) else "LOCATION"
    if " ".join(words) in words_of("nationalities"):
        return None
    if not _known(words):
        around = _told_around(text, start, end, told, lone=len(words) == 1)
        if around != "":
            return around
    return "PERSON" if _like_a_person(name, words, told) else told


def _told_around(text: str, start: int, end: int, told: str, *, lone: bool) -> str | None:
    """What the words on either side say of an unknown name; empty where they are silent."""
    if _work_after.match(text, end):
        return None
    if lone and person_told(text, end):
        return "PERSON"
    if place_told(text, start) or _place_after.match(text, end):
        return "LOCATION"
    if firm_told(text, start) or _firm_after.match(text, end):
        return "ORGANIZATION"
    if lone and _place_near.search(text, max(0, start - _NEAR), start):
        return "LOCATION"
    return None if lone and told == "PERSON" and _article_before.search(text, max(0, start - _NEAR), start) else ""


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


def place_told(text: str, start: int) -> bool:
    """Whether the words before `start` announce a place: `lives in`, `flew to`."""
    return bool(_place_before.search(text, max(0, start - _NEAR), start))


def firm_told(text: str, start: int) -> bool:
    """Whether the words before `start` announce a firm: `works for`, `CEO of`."""
    return bool(_firm_before.search(text, max(0, start - _NEAR), start))


def person_told(text: str, end: int) -> bool:
    """Whether the words behind `end` are such as people are told of with: `said`, `lives`, `'s wife`."""
    return bool(_person_after.match(text, end))
