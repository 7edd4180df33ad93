"""What the words on either side of an English name say that it names: `lives in`, `CEO of`, `said`, `'s wife`.

A small model places unknown names badly; the verbs and nouns beside them are sure, and few.
"""

from __future__ import annotations

import regex

__all__ = ["firm_told", "named_person", "person_told", "place_told", "spoken_to", "told_around"]

_person_before = regex.compile(
    r"(?i)(?:\b(?:mr|mrs|ms|miss|mx|dr|prof|sir|lord|lady|president|officer|captain)\.?|name is|name:|named|name of"
    r"|i am|i'm|this is|signed|regards,|sincerely,|attn:?|dear|starring|directed by|written by|said|says"
    r"|(?:my|her|his|our) (?:son|daughter|wife|husband|kid|child|brother|sister|mother|father|friend|colleague"
    r"|boss))\s+$"
)
_spoken_to = regex.compile(
    r"(?i)\b(?:call|phone|ask|tell|told|asked|thank|remind|invited?|met|meet"
    r"|(?:spoke|speak|talk|talked) (?:to|with))\s+$"
)
_given_to = regex.compile(
    r"(?i)\b(?:send|sent|give|gave|show|showed|hand|pay|paid|lend|lent|bring|brought|owe|offer)\s+$"
)
_gift = regex.compile(r"\s(?:the|an?|his|her|my|your|our|some|this|that|these)\b")

_place_before = regex.compile(
    r"(?i)\b(?:(?:lives?|living|lived|born|raised|grew up|based|located|headquartered|stayed|resid\w+|arriv\w+|held) in"
    r"|(?:moved|move|moving|travel\w*|flew|fly|flying|drove|return\w*|commut\w+|relocat\w+|welcome) to"
    r"|(?:cities|towns?|city|village|region|province|state|district|island|corner|suburbs?|outskirts|parts?|north|south"
    r"|east|west|capital|coast|cent(?:er|re)|heart|streets|mayor|governor|kings?|queens?|dukes?|duchess|earl|countess"
    r"|bishop|battle|siege|port|gulf|kingdom|republic|invasion|conquest) of"
    r"|(?:moved|moved here|originally|flew|flight|train|came) from|from [\p{L} ]{2,20} to"
    r"|home ?(?:town|city)|arriv\w+ at"
    r"|next stop (?:is|was))\s+$"
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

_person_after = regex.compile(
    r"(?:,? who\b|\s(?:lives?|lived|said|says|told|asked|wrote|replied|married|graduated|was born|works?|worked|phoned"
    r"|flew|died|starred|sang|explained|described|argued|insisted|retired|resigned|studied|enrolled|smiled|laughed"
    r"|is (?:from|married|originally|an? (?:[\p{L}-]+ )?(?:nurse|doctor|teacher|student|patient|customer|client)))\b"
    r"|['’]s (?:wife|husband|mother|father|son|daughter|brother|sister|birthday|teachings|salary|diagnosis|passport))"
)
_thing_after = regex.compile(
    r"\s(?:cache|server|database|cluster|api|key|token|query|log|file|config|plugin|library|version|branch)s?\b"
)
_work_after = regex.compile(
    r"\s(?:is|was) an? (?:[\p{L}\p{N}-]+ ){0,6}?(?:film|movie|album|song|novel|series|game|book)\b"
)
"""Behind the title of a work, which names nobody."""

_NEAR = 40
"""Characters before a name in which the words stand that say what it names."""


def named_person(text: str, start: int) -> bool:
    """Whether the words before `start` introduce a person, whatever the name."""
    return bool(_person_before.search(text, max(0, start - _NEAR), start))


def spoken_to(text: str, start: int, end: int) -> bool:
    """Whether the words on either side make of a name somebody who is spoken to (`call ...`) or given something."""
    near = max(0, start - _NEAR)
    given = _gift.match(text, end) and _given_to.search(text, near, start)
    return bool(given or _spoken_to.search(text, near, start))


def told_around(text: str, start: int, end: int, told: str, *, lone: bool) -> str | None:
    """What the words on either side say of an unknown name; empty where they are silent."""
    if _work_after.match(text, end) or (lone and _thing_after.match(text, end)):
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


def place_told(text: str, start: int) -> bool:
    """Whether the words before `start` announce a place: `lives in`, `flew to`."""
    return bool(_place_before.search(text, max(0, start - _NEAR), start))


def firm_told(text: str, start: int) -> bool:
    """Whether the words before `start` announce a firm: `works for`, `CEO of`."""
    return bool(_firm_before.search(text, max(0, start - _NEAR), start))


def person_told(text: str, end: int) -> bool:
    """Whether the words behind `end` are such as people are told of with: `said`, `lives`, `'s wife`."""
    return bool(_person_after.match(text, end))
