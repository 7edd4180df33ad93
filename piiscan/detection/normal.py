"""Text as recognizers see it: one way to write a digit, a space, a hyphen, and nothing that cannot be seen.

Full-width forms, no-break spaces, typographic hyphens, the digits of other scripts and numbers that are read out in
Chinese become ASCII, one code point for one; characters without a glyph are dropped. Both engines fold first, so a
number that a sheet, a transcript or a chat program has dressed up differently is still the same number. Properties are
those of the Unicode Character Database (General_Category Nd and Zs, decimal values, Default_Ignorable_Code_Point). The
canonical forms that tokens are made of have tables of their own, since those may never change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import polars as pl

__all__ = ["INVISIBLE", "TRANSLATION", "fold", "fold_text"]

_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""Full-width forms of `!` to `~`, at a fixed distance from ASCII."""

_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
"""Hyphens, dashes and the minus sign."""

_INVISIBLE_RANGES = (
    (0x00AD, 0x00AD),  # soft hyphen
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x061C, 0x061C),  # Arabic letter mark
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors and vowel separator
    (0x200B, 0x200F),  # zero-width space, joiners, direction marks
    (0x202A, 0x202E),  # direction embeddings and overrides
    (0x2060, 0x206F),  # word joiner, invisible operators, direction isolates
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFEFF, 0xFEFF),  # byte order mark
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xE0000, 0xE0FFF),  # tags and supplementary variation selectors
)
"""Code points that Unicode says to ignore where they cannot be displayed; they show nothing in a text."""


def _translation() -> dict[int, str]:
    # Planes 0 and 1 hold every space and every decimal digit of Unicode.
    found = re.findall(r"[\d\s]", "".join(map(chr, range(0x80, 0x20000))))
    spaces = {ord(c): " " for c in found if unicodedata.category(c) == "Zs"}
    digits = {ord(c): str(unicodedata.decimal(c)) for c in found if c.isdecimal()}
    full_width = {c: chr(c - 0xFEE0) for c in _FULL_WIDTH}
    return {**spaces, **digits, **full_width, **{ord(c): "-" for c in _HYPHENS}}


def _class(code_points: Iterable[int]) -> str:
    """A character class of ranges, read alike by Python's `re` and by Polars."""
    points = sorted(code_points)
    starts = [p for p, before in zip(points, [-2, *points[:-1]], strict=True) if p != before + 1]
    ends = [p for p, after in zip(points, [*points[1:], -2], strict=True) if p != after - 1]
    return "[" + "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True)) + "]"


TRANSLATION: dict[int, str] = _translation()
"""Code point -> the one ASCII character that stands for it."""

INVISIBLE: str = "".join(chr(c) for first, last in _INVISIBLE_RANGES for c in range(first, last + 1))
"""Characters that are dropped."""

_READ_OUT = dict(zip(map(ord, "零〇一幺二三四五六七八九"), "001123456789", strict=True))
"""Digits in Chinese, as transcripts of calls have them; 幺 is one, so that no one hears seven."""

_NUMBER = f"{_class(_READ_OUT)}{{11,}}"
"""As many digits as a mobile number: words and amounts have fewer side by side."""

_FOLDED = f"{_class([*TRANSLATION, *map(ord, INVISIBLE)])}|{_NUMBER}"
_HIDDEN = _class(map(ord, INVISIBLE))
_folded, _hidden, _number = re.compile(_FOLDED), re.compile(_HIDDEN), re.compile(_NUMBER)


def fold(series: pl.Series) -> pl.Series:
    """A String series with every value folded; same length and name. Nulls stay null."""
    beyond = (series.str.len_bytes() != series.str.len_chars()).arg_true()
    some = series.gather(beyond)  # what is all ASCII is folded already, and several times faster to see
    hit = some.str.contains(_FOLDED)
    if not hit.any():
        return series
    plain = (
        some.filter(hit)
        .str.replace_all(_HIDDEN, "")
        .str.replace_many([chr(c) for c in TRANSLATION], list(TRANSLATION.values()))
    )
    read_out = plain.str.contains(_NUMBER).arg_true()
    plain = plain.scatter(read_out, [_in_digits(text) for text in plain.gather(read_out)])
    return series.clone().scatter(beyond.filter(hit), plain)


def fold_text(text: str) -> tuple[str, Sequence[int] | None]:
    """One text folded, and where each of its code points stood in the text as given.

    The offsets have one entry more than the folded text: the length of the text as given. They are None
    where nothing was dropped, so that offsets are the same in both.
    """
    if text.isascii() or not _folded.search(text):
        return text, None
    if not _hidden.search(text):
        return _in_digits(text.translate(TRANSLATION)), None
    kept = [(at, char) for at, char in enumerate(text) if not _hidden.match(char)]
    folded = "".join(char for _, char in kept).translate(TRANSLATION)
    return _in_digits(folded), [*(at for at, _ in kept), len(text)]


def _in_digits(text: str) -> str:
    """With the numbers that are read out."""
    return _number.sub(lambda found: found[0].translate(_READ_OUT), text)
