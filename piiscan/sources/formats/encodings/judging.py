"""The verdict on a sample of bytes: the encoding in which they are by far the likeliest text, or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from piiscan.sources.formats.encodings.language import languages
from piiscan.sources.formats.encodings.mojibake import LOST

CANDIDATES: Mapping[str, str] = {
    "gb18030": "hans", "big5hkscs": "hant", "cp950": "hant", "cp932": "japanese", "euc_jp": "japanese",
    "euc_jis_2004": "japanese", "cp949": "korean", "cp1252": "western", "iso8859_15": "western", "cp850": "western",
    "mac_roman": "western", "cp1250": "central", "iso8859_2": "central", "cp852": "central", "cp1254": "turkish",
    "cp1257": "baltic", "cp1251": "cyrillic", "koi8_u": "cyrillic", "cp866": "cyrillic", "iso8859_5": "cyrillic",
    "cp1253": "greek", "iso8859_7": "greek", "cp1255": "hebrew", "cp1256": "arabic", "cp874": "thai",
}  # fmt: skip
"""Encodings and what is written in them; of those that give the same text, the one to try first stands first:
it is the superset, GB18030 for GB2312 and GBK, Big5-HKSCS for Big5, code page 932 for Shift-JIS, 949 for EUC-KR."""


SURE = 5.0
"""Natural logarithms by which the likeliest text leads the next: e^5, one to 150. `make encodings` measures it."""

FEWEST = 2
"""Bytes beyond ASCII that a verdict needs: a single one is as easily damage."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text that the sample may be, the encodings that give it, and its likelihood as a natural logarithm.

    What cannot be decoded is U+FFFD in it, which no language writes: damage makes a reading unlikely, and never sure.
    """

    text: str
    encodings: tuple[str, ...]
    likelihood: float


class Unsure(Exception):
    """The sample may be in any of these encodings, or in none that is known."""

    def __init__(self, encodings: Sequence[str]) -> None:
        super().__init__(", ".join(encodings))
        self.encodings = tuple(encodings)


def judge(sample: bytes) -> tuple[str, ...]:
    """The encodings (mostly one) in which the sample is by far the likeliest text. Raises Unsure."""
    best, *others = readings(sample)
    near = [other.encodings[0] for other in others if other.likelihood > best.likelihood - SURE]
    if near or LOST in best.text or sum(octet > 0x7F for octet in sample) < FEWEST:
        raise Unsure([best.encodings[0], *near])
    return best.encodings


def readings(sample: bytes) -> list[Reading]:
    """Every text that the sample is in some encoding, the likeliest first."""
    found: dict[str, Reading] = {}
    for encoding, writing in CANDIDATES.items():
        text = sample.decode(encoding, "replace")
        counts = Counter(text)
        likelihood = max(one.log_likelihood(text, counts) for one in languages()[writing])
        known = found.get(text, Reading(text, (), likelihood))
        found[text] = Reading(text, (*known.encodings, encoding), max(known.likelihood, likelihood))
    return sorted(found.values(), key=lambda reading: -reading.likelihood)
