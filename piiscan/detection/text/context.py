"""Words that say what a value beside them is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from piiscan.detection.text.scores import REACH

__all__ = ["alternatives", "near"]


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words: ASCII words whole, in the singular or plural, others anywhere."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    ascii_words = "|".join(regex.escape(word) for word in ordered if word.isascii())
    other_words = "|".join(regex.escape(word) for word in ordered if not word.isascii())
    whole = rf"(?<![A-Za-z])(?:{ascii_words})s?(?![A-Za-z])" if ascii_words else ""
    return "(?i:" + "|".join(filter(None, [whole, other_words])) + ")"


def near(words: tuple[str, ...], text: str, start: int, end: int) -> bool:
    """Whether one of the words stands within reach before `start` or after `end`."""
    if not words:
        return False
    found = _compiled(words)
    before = found.search(text, max(0, start - REACH), start)
    return bool(before or found.search(text, end, min(len(text), end + REACH)))


@cache
def _compiled(words: tuple[str, ...]) -> regex.Pattern[str]:
    return regex.compile(alternatives(words))
