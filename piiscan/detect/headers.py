"""What a column header says: how well it names an entity, in words of English, Chinese and pinyin.

A header is cut into words on case, underscores, digits and blanks; Han characters stay in one piece, where a
phrase may stand anywhere. The last word of an English header is its head (`customer_email` is an e-mail,
`email_status` is a status), and so is the end of a Chinese one (`联系人电话`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from piiscan.model.recognizer import HeaderWords

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[\u3400-\u9fff]+")
_DECORATION = frozenset(
    "a an the of my your our their his her in on at to for by is no id num number code value val field column col raw"
    " info data txt text str orig original new old current primary main first second default tbl sys t c f x fk pk"
    " masked src".split()
)
"""Words around a phrase that leave its meaning as it is, when they are not part of the phrase itself."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The phrase by which a header names an entity, and its strength: 1 where nothing else is said, -1 if denied."""

    phrase: str
    strength: float


SILENT = Naming("", 0.0)


def naming(header: str, declared: HeaderWords) -> Naming:
    """The strongest naming among the declared phrases; SILENT for none, negative where an `unless` word stands."""
    words = split(header)
    if not words:
        return SILENT
    phrases = (Naming(phrase, _strength(words, phrase)) for phrase in declared.words)
    best = max(phrases, key=lambda n: (n.strength, len(n.phrase)), default=SILENT)
    if best.strength > 0 and any(_strength(words, denial) for denial in declared.unless):
        return Naming(best.phrase, -1.0)
    return best if best.strength > 0 else SILENT


@cache
def split(header: str) -> tuple[str, ...]:
    """`custEmail_2 (手机号)` -> ("cust", "email", "手机号"), lower case."""
    return tuple(word.lower() for word in _WORD.findall(header))


def _strength(words: tuple[str, ...], phrase: str) -> float:
    if not phrase.isascii():
        return max((_han(word, phrase) for word in words if not word.isascii()), default=0.0)
    wanted = tuple(phrase.split())
    at = _find(words, wanted)
    if at is None:
        return 0.0
    before, after = words[: at[0]], words[at[1] :]
    if _meaningless(after):
        return 1.0 if _meaningless(before) else 0.85
    return 0.35


def _han(word: str, phrase: str) -> float:
    if word == phrase:
        return 1.0
    if word.endswith(phrase):
        return 0.85
    return 0.5 if phrase in word and len(phrase) > 1 else 0.0


def _find(words: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[int, int] | None:
    """Where the phrase stands, last occurrence first, written as separate words or run together."""
    for start in range(len(words) - 1, -1, -1):
        for end in range(start + 1, min(len(words), start + len(wanted)) + 1):
            if words[start:end] == wanted or "".join(words[start:end]) == "".join(wanted):
                return start, end
    return None


def _meaningless(words: tuple[str, ...]) -> bool:
    return all(word in _DECORATION or len(word) == 1 for word in words if word.isascii())
