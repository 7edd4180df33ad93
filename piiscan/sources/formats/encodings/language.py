"""How likely a text is in a language: every character has a probability, and those of a text multiply.

A language of Han is written with common characters, other ones of its own national standard (the first, the
second level), and with anything else hardly ever; so the very bytes of another encoding, which give rare
characters, or letters that never meet, are told by how unlikely they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from math import log

from piiscan.sources.formats.encodings import characters, letters

ASCII = log(0.01)
"""Of any ASCII character, in every language."""

_RARE, _NEVER = log(1e-6), log(1e-8)
"""Of a Han character, and of any other one, that the language does not know."""

_CAPITAL, _MIXED = log(0.1), log(1e-3)
"""Of a letter being a capital; of a word that is written in ASCII letters and those of another alphabet."""

_LATIN_SHARE, _OTHER_SHARE = 0.07, 0.6
"""Share of the letters beyond ASCII among all characters of a text."""

_CONTACT = re.compile(r"[A-Za-z](?=[^\x00-\xa0°–—’“”…])|[^\x00-\xa0°–—’“”…](?=[A-Za-z])")


class Text:
    """A text as far as languages look at it: how often each character stands in it, and where alphabets meet."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.counts = Counter(text)
        self.beyond = sum(n for character, n in self.counts.items() if character > "\x7f")

    @cached_property
    def contacts(self) -> int:
        """Letters of ASCII beside those of another alphabet."""
        return len(_CONTACT.findall(self.text))


@dataclass(frozen=True)
class Language:
    """`likely` holds the logarithm of each character's probability, `share` is that of all beyond ASCII.

    Words of a language that `mixes` hold letters of ASCII and others side by side.
    """

    likely: Mapping[str, float]
    share: float = 1.0
    mixes: bool = True

    def log_likelihood(self, text: Text) -> float:
        """In natural logarithms."""
        total = sum(n * self._of(character) for character, n in text.counts.items())
        return total if self.mixes else total + _MIXED * text.contacts

    def _of(self, character: str) -> float:
        if character < "\x80":
            return ASCII
        if (known := self.likely.get(character)) is not None:
            return known
        lower = self.likely.get(character.lower())
        return lower + _CAPITAL if lower is not None else _RARE if "一" <= character < "\ua000" else _NEVER


def _ranked(common: Iterable[str], share: float, flat: int) -> dict[str, float]:
    """Zipf's law over the characters in their order; the larger `flat`, the more alike are the first ones."""
    order = list(dict.fromkeys(common))
    weights = [1 / (rank + flat) for rank in range(1, len(order) + 1)]
    return {c: share * weight / sum(weights) for c, weight in zip(order, weights, strict=True)}


def _even(known: Iterable[str], share: float) -> dict[str, float]:
    every = set(known)
    return dict.fromkeys(every, share / len(every))


def _language(*parts: Mapping[str, float], share: float = 1.0, mixes: bool = True) -> Language:
    """Where parts share characters the last one counts."""
    return Language({c: log(chance) for part in parts for c, chance in part.items()}, share, mixes)


def _alphabets(group: Mapping[str, str], share: float, mixes: bool) -> tuple[Language, ...]:
    """Each language of the group, and all of them side by side in one file."""
    signs = _even(letters.SIGNS, share / 20)
    each = [_ranked(order, share, 1) for order in group.values()]
    together = {c: sum(known.get(c, 0.0) for known in each) / len(each) for known in each for c in known}
    return tuple(_language(signs, known, share=share, mixes=mixes) for known in (*each, together))


def _block(encoding: str, leads: range, trails: Iterable[int]) -> str:
    """The characters of a national standard between these lead bytes."""
    octets = [bytes((lead, trail)) for lead in leads for trail in trails]
    return "".join(octet.decode(encoding, "ignore") for octet in octets)


_EUC, _BIG5 = range(0xA1, 0xFF), [*range(0x40, 0x7F), *range(0xA1, 0xFF)]


def _hans() -> Language:
    """GB 2312: signs, level 1 in the order of pinyin, level 2 by radicals."""
    return _language(
        _even(_block("gb2312", range(0xA1, 0xAA), _EUC), 0.03),
        _even(_block("gb2312", range(0xD8, 0xF8), _EUC), 0.08),
        _even(_block("gb2312", range(0xB0, 0xD8), _EUC), 0.2),
        _ranked(characters.HANS, 0.7, 60),
    )


def _hant() -> Language:
    """Big5: signs, level 1 of common characters, level 2."""
    return _language(
        _even(_block("big5", range(0xA1, 0xA4), _BIG5), 0.03),
        _even(_block("big5", range(0xC9, 0xFA), _BIG5), 0.03),
        _even(_block("big5", range(0xA4, 0xC7), _BIG5), 0.2),
        _ranked(characters.HANT, 0.7, 60),
    )


def _japanese() -> Language:
    """JIS X 0208: signs, level 1 of common kanji, level 2; kana of both widths."""
    return _language(
        _even(_block("euc_jp", range(0xA1, 0xA9), _EUC), 0.05),
        _even(map(chr, range(0xFF61, 0xFFA0)), 0.02),
        _even(_block("euc_jp", range(0xD0, 0xF5), _EUC), 0.03),
        _even(_block("euc_jp", range(0xB0, 0xD0), _EUC), 0.12),
        _ranked(characters.JAPANESE, 0.4, 60),
        _ranked(characters.KATAKANA, 0.13, 20),
        _ranked(characters.HIRAGANA, 0.25, 10),
    )


def _korean() -> Language:
    """KS X 1001: signs, common syllables, hanja; the syllables that only code page 949 has."""
    return _language(
        _even(map(chr, range(0xAC00, 0xD7A4)), 0.005),
        _even(_block("euc_kr", range(0xA1, 0xAD), _EUC), 0.03),
        _even(_block("euc_kr", range(0xCA, 0xFE), _EUC), 0.02),
        _even(_block("euc_kr", range(0xB0, 0xC9), _EUC), 0.2),
        _ranked(characters.HANGUL, 0.7, 40),
    )


@lru_cache(maxsize=1)
def languages() -> Mapping[str, tuple[Language, ...]]:
    """By name of a writing: every language that it may hold."""
    known: dict[str, tuple[Language, ...]] = {
        "hans": (_hans(), _hant()),
        "hant": (_hant(),),
        "japanese": (_japanese(),),
        "korean": (_korean(),),
        **{name: _alphabets(group, _LATIN_SHARE, True) for name, group in letters.LATIN.items()},
        **{name: _alphabets(group, _OTHER_SHARE, False) for name, group in letters.OTHER.items()},
    }
    return {**known, "any": tuple(chain.from_iterable(known.values()))}


def likelihood(text: str) -> float:
    """Of a text in whatever language it is likeliest."""
    known = Text(text)
    return max(language.log_likelihood(known) for language in languages()["any"])
