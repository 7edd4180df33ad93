"""The prose in a line of a log or in a page: what models are to read, without the keys, classes, browsers and tags
between it.

A model that reads `LoginService - user=...` as a sentence names things that are none, across the marks that programs
read the line by. Values of keys are pieces of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

__all__ = ["prose"]

_KEY = r"(?<![\p{L}\p{N}_.-])[A-Za-z_][\w.-]{0,63}+(?:\\{0,7}[\"']\s?:\s?|\s?=\s?|:(?=[\"'{\[\\]))(?:\\{0,7}[\"'])?"
_HEADER = r"\b[A-Z][a-z]+(?:-[A-Z][A-Za-z]+)+:\s"
_CLASS = r"(?<![\w.])(?:[a-z][\w$]*\.){2,}[A-Z][\w$]*|\b[A-Z][A-Za-z]*(?:Exception|Error)\b"
_BROWSER = r"Mozilla/[0-9][^\"]*"
_CREDENTIALS = r"\b(?i:bearer|basic) [\w.~+/=-]{8,}"

_BLOCK = r"</?(?i:p|div|br|hr|h[1-6]|li|ul|ol|dl|dt|dd|table|tr|td|th|section|article|blockquote|pre)\b[^<>]{0,500}>"
"""Tags between which words belong to different sentences (HTML, 15.3.3: those that are shown as blocks)."""

_block = regex.compile(_BLOCK)
_structured = regex.compile(f"{_KEY}|{_HEADER}|{_CLASS}|{_BROWSER}|{_CREDENTIALS}")
_marks = regex.compile(f"{_structured.pattern}|\\\\{{0,7}}[\"'][,;}}\\])]+|[\\[\\](){{}}|<>&]+|\\sHTTP/[0-9.]+")
_worth = regex.compile(r"\p{Ll}|\p{Han}")
"""What a piece holds that may name somebody: codes and states (`ACTIVE`) do not."""


def prose(text: str) -> Iterator[tuple[int, str]]:
    """Start and text of the pieces that stand between marks of programs; the whole text where it has none."""
    begin = 0
    for tag in _block.finditer(text):
        yield from _unmarked(text[begin : tag.start()], begin)
        begin = tag.end()
    yield from _unmarked(text[begin:], begin)


def _unmarked(text: str, start: int) -> Iterator[tuple[int, str]]:
    if not _structured.search(text):
        yield start, text
        return
    for line in text.splitlines(keepends=True):
        yield from _pieces(line, start) if _structured.search(line) else [(start, line)]
        start += len(line)


def _pieces(line: str, start: int) -> Iterator[tuple[int, str]]:
    ends = [(mark.start(), mark.end()) for mark in _marks.finditer(line)]
    begins = [0, *(end for _, end in ends)]
    for begin, end in zip(begins, [*(begin for begin, _ in ends), len(line)], strict=True):
        if _worth.search(line, begin, end):
            yield start + begin, line[begin:end]
