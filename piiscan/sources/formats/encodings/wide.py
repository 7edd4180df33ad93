"""UTF-16 and UTF-32: by their byte order mark, or by where the zeros of ASCII characters stand."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from unicodedata import category

_MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""The longer ones first: one of UTF-32 begins like one of UTF-16."""

_NO_TEXT = {"Cc", "Cn", "Co"}
"""Categories of characters that stand in no text, but in what numbers give when they are read as one."""


def marked(head: bytes) -> str | None:
    """The encoding that the byte order mark names. The mark stays in the text, so that it is written again."""
    return next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None)


def unmarked(head: bytes) -> str | None:
    """The encoding of text without a mark in which some bytes are zero; None for anything but clear text."""
    head = head[: len(head) // 4 * 4] or head
    zeros = [head[place::4].count(0) for place in range(4)]
    if head.replace(b"\0", b"").isascii() and sum(zeros) < 0.4 * len(head):
        return None
    guess = _by_zeros(zeros, len(head) // 4)
    return guess if guess is not None and _is_text(head, guess) else None


def _by_zeros(zeros: list[int], quarter: int) -> str | None:
    first, second = zeros[0] + zeros[2], zeros[1] + zeros[3]
    if quarter and zeros[2] == zeros[3] == quarter:
        return "utf-32-le"
    if quarter and zeros[0] == zeros[1] == quarter:
        return "utf-32-be"
    if max(first, second) < 4 * min(first, second):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _is_text(head: bytes, encoding: str) -> bool:
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(head)
    except UnicodeDecodeError:
        return False
    return not any(category(character) in _NO_TEXT for character in set(text) - set("\t\n\v\f\r\x1a\x1b"))
