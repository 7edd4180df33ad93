"""The verdict on a sample of bytes: the encoding in which they are by far the likeliest text, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from operator import itemgetter

from piiscan.sources.formats.encodings.language import ASCII, Text, languages
from piiscan.sources.formats.encodings.mojibake import LOST

CANDIDATES: Mapping[str, str] = {
    "utf-8": "any",
    "gb18030": "hans", "big5hkscs": "hant", "cp950": "hant", "cp932": "japanese", "euc_jp": "japanese",
    "euc_jis_2004": "japanese", "cp949": "korean", "cp1252": "western", "iso8859_15": "western", "cp850": "western",
    "mac_roman": "western", "cp1250": "central", "iso8859_2": "central", "cp852": "central", "cp1254": "turkish",
    "cp1257": "baltic", "cp1251": "cyrillic", "koi8_u": "cyrillic", "cp866": "cyrillic", "iso8859_5": "cyrillic",
    "cp1253": "greek", "iso8859_7": "greek", "cp1255": "hebrew", "cp1256": "arabic", "cp874": "thai",
}  # fmt: skip
"""Encodings and what is written in them; of those that give the same text, the one to try first stands first: it
is the superset, GB18030 for GB2312 and GBK, Big5-HKSCS for Big5, code page 932 for Shift-JIS, 949 for EUC-KR.
UTF-8 is among them for files of which a few bytes are damaged."""

SURE = 5.0
"""Natural logarithms by which the likeliest text leads the next one, and bytes at random: e^5 is 150 to one.
`python -m tests.benchmarks.encodings` measures what it makes of small tables."""

FEW = 64
"""So many bytes beyond ASCII, if they are no language, may still be damage; more are names that no list knows."""

_ANY_BYTE = log(1 / 128)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that the sample may be, and the encodings that give it.

    `likelihood` is a natural logarithm, `lead` how far it is above that of bytes at random, as many beyond ASCII.
    What cannot be decoded is U+FFFD, which no language writes: damage makes a reading unlikely, and never sure.
    """

    text: str
    encodings: tuple[str, ...]
    likelihood: float
    lead: float


class Unsure(Exception):
    """The sample may be in any of these encodings, or in none that is known."""

    def __init__(self, encodings: Sequence[str]) -> None:
        super().__init__(", ".join(encodings))
        self.encodings = tuple(encodings)


def judge(sample: bytes) -> tuple[str, ...]:
    """The encodings (mostly one) in which the sample is by far the likeliest text. Raises Unsure."""
    best, *others = readings(sample)
    near = [other.encodings[0] for other in others if other.likelihood > best.likelihood - SURE]
    damage = best.lead < SURE and sum(octet > 0x7F for octet in sample) <= FEW
    if near or damage or LOST in best.text:
        raise Unsure([best.encodings[0], *near])
    return best.encodings


def readings(sample: bytes) -> list[Reading]:
    """Every text that the sample is in some encoding, the likeliest first."""
    beyond = sum(octet > 0x7F for octet in sample)
    noise = _ANY_BYTE * beyond + ASCII * (len(sample) - beyond)
    found: dict[str, Reading] = {}
    for encoding, writing in CANDIDATES.items():
        read = _read(sample.decode(encoding, "replace"), encoding, writing, noise)
        known = found.setdefault(read.text, read)
        if known is not read:
            likelier = max(known, read, key=lambda reading: reading.likelihood)
            found[read.text] = replace(likelier, encodings=(*known.encodings, encoding))
    return sorted(found.values(), key=lambda reading: -reading.likelihood)


def _read(text: str, encoding: str, writing: str, noise: float) -> Reading:
    known = Text(text)
    each = ((language.log_likelihood(known), language) for language in languages()[writing])
    likelihood, language = max(each, key=itemgetter(0))
    return Reading(text, (encoding,), likelihood, likelihood - (noise + log(language.share) * known.beyond))
