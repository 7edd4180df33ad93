"""Sentences: the unit that models read, so that a finding depends on its own sentence and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import regex

__all__ = ["language", "sentences"]

LONGEST = 400
"""Code points; longer stretches without a sentence end (logs, minified data) are cut at a comma or blank."""

_han = regex.compile(r"\p{Han}")
_latin = regex.compile(r"\p{Latin}+")

_end = regex.compile(
    r"(?:[。！？；]+|[!?;]+(?=[\"'”’」』）)]*(?:\s|\p{Han}|$)))[\"'”’」』）)]*\s*"
    r"|(?<!\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Gen|Col|Capt|Lt|Sgt|Sen|Rep|Gov|Pres|St|Mt|Ft|Sr|Jr|No|vs|[A-Z]))"
    r"\.[\"'”’)]*\s+(?=[\"'“‘(]*[\p{Lu}0-9])"
    r"|\s*\n\s*(?![\sa-z])"
)
"""A full stop ends no sentence after a title or an initial; a line break ends none before a small letter."""

_cut = regex.compile(rf"(?s).{{1,{LONGEST}}}(?:[,，、\s]|$)|.{{1,{LONGEST}}}")


def language(text: str) -> str:
    """`zh` for texts that are mostly in Han characters, `en` in Latin script, else `und`: script, not words.

    A Han character weighs as much as a Latin word.
    """
    han, latin = len(_han.findall(text)), len(_latin.findall(text))
    if not han and not latin:
        return "und"
    return "zh" if han >= latin else "en"


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Start and text of every sentence; together, in order, they are the text."""
    start = 0
    for match in _end.finditer(text):
        yield from _short(text, start, match.end())
        start = match.end()
    yield from _short(text, start, len(text))


def _short(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for piece in _cut.finditer(text, start, end):
        yield piece.start(), piece[0]
