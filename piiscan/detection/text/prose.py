"""The prose in a line of a log: what models are to read, without the keys, classes and browsers between it.

A model that reads `LoginService - user=...` as a sentence names things that are none, across the marks that programs
read the line by. Values of keys are pieces of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

__all__ = ["prose"]

_KEY = r"(?<![\p{L}\p{N}_.-])[A-Za-z_][\w.-]{0,63}+(?:\\{0,7}[\"']\s?:\s?|\s?=\s?|:(?=[\"'{\[\\]))(?:\\{0,7}[\"'])?"
_CLASS = r"(?<![\w.])(?:[a-z][\w$]*\.){2,}[A-Z][\w$]*|\b[A-Z][A-Za-z]*(?:Exception|Error)\b"
_BROWSER = r"Mozilla/[0-9][^\"]*"

_structured = regex.compile(f"{_KEY}|{_CLASS}|{_BROWSER}")
_marks = regex.compile(rf"{_KEY}|{_CLASS}|{_BROWSER}|\\{{0,7}}[\"'][,;}}\])]+|[\[\](){{}}|<>]+")
_letter = regex.compile(r"\p{L}")


def prose(sentence: str) -> Iterator[tuple[int, str]]:
    """Start and text of the pieces that stand between marks of programs; the whole sentence where it has none."""
    if not _structured.search(sentence):
        yield 0, sentence
        return
    done = 0
    for mark in _marks.finditer(sentence):
        yield from _piece(sentence, done, mark.start())
        done = mark.end()
    yield from _piece(sentence, done, len(sentence))


def _piece(sentence: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    if _letter.search(sentence, start, end):
        yield start, sentence[start:end]
