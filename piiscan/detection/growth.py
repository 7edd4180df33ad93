"""Whether a pattern takes for ever over some text: one that nearly matches, in very many ways.

What doubles with every character (`(?:a|aa)+b`), or grows with the cube of a text (`(?:a+)+b`), is caught; tried are
texts of one unit again and again, of the recognizer's own examples, and of what the pattern itself repeats. That is a
test, no proof: whatever a pattern takes over a text of a source is bounded, too, and told
(`detection.text.patterns.PATIENCE`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from string import ascii_letters, digits, punctuation

import regex

from piiscan.detection.probes import probes
from piiscan.detection.text.patterns import spanning
from piiscan.model.recognizer import Recognizer

__all__ = ["endless"]

_UNITS = ("a", "A", "1", " ", ".", "-", "@", "a.", "1-", "a1", "中", "=")
_REST = f"!\n{ascii_letters}{digits}{punctuation}人"
"""What stands behind the unit: a pattern is not even tried where a letter that it needs is nowhere in the text."""

_LENGTH, _BEHIND = 2_000, 200
"""Characters, and those of what stands behind a label only: it is tried at one place of a text, not at all of them."""

_PATIENCE = 0.5
"""Seconds of the processor; a pattern that grows with its text takes a thousandth of them."""


def endless(recognizer: Recognizer) -> Iterator[int]:
    """The numbers, from 1, of the patterns that do."""
    length = _LENGTH if recognizer.sees == "rows" else _BEHIND
    units = [*_UNITS, *(value[:-1] for value in recognizer.examples.match if len(value) > 1)]
    texts = [f"{unit * (length // len(unit) + 1)}{_REST}" for unit in units]
    for number, pattern in enumerate(recognizer.patterns, 1):
        found = spanning(pattern)
        own = (f"{probe}{_REST}" for probe in probes(pattern.body, length))
        if any(_takes_for_ever(found, text) for text in chain(own, texts)):
            yield number


def _takes_for_ever(found: regex.Pattern[str], text: str) -> bool:
    try:
        for _ in found.finditer(text, timeout=_PATIENCE):
            pass
    except TimeoutError:
        return True
    return False
