"""UTF-16 and UTF-32: by their byte order mark, or by what they would say."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from math import log
from unicodedata import category

from piiscan.sources.formats.encodings.judging import SURE
from piiscan.sources.formats.encodings.language import likelihood
from piiscan.sources.formats.encodings.mojibake import LOST

_MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""The longer ones first: one of UTF-32 begins like one of UTF-16."""

_NO_TEXT = {"Cc", "Cn", "Co"}
"""Categories of characters that stand in no text, but in what numbers give when they are read as one."""

_ENOUGH = 64 * 1024
"""Bytes to tell the encoding by."""


def marked(head: bytes) -> str | None:
    """The encoding that the byte order mark names. The mark stays in the text, so that it is written again."""
    return next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None)


def unmarked(head: bytes) -> str | None:
    """The encoding of text without a mark in which some bytes are zero; None for anything but clear text."""
    head = head[:_ENOUGH]
    texts = {encoding: text for encoding in _MARKS.values() if (text := _text(head, encoding)) is not None}
    for encoding in ("utf-32-le", "utf-32-be"):
        if encoding in texts:
            return encoding
    found = [(likelihood(text), encoding) for encoding, text in texts.items()]
    (best, encoding), (second, _) = sorted([*found, *((rival, "") for rival in _rivals(head))], reverse=True)[:2]
    return encoding if encoding and best - second > SURE else None


def _text(head: bytes, encoding: str) -> str | None:
    """The head as text, if it is one. A character that the end of the head cuts is left out."""
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(head)
    except UnicodeDecodeError:
        return None
    characters = set(text) - set("\t\n\v\f\r\x1a\x1b")
    return None if not text or any(category(character) in _NO_TEXT for character in characters) else text


def _rivals(head: bytes) -> tuple[float, float]:
    """The likelihoods of another text in which zeros are damage, and of numbers at random."""
    damaged = head.decode("latin-1").replace("\0", LOST)
    return likelihood(damaged), len(head) / 2 * log(1 / 0x10000)
