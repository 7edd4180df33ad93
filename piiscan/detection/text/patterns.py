"""A declared pattern for finding spans, in Python's `regex`, which has lookaround.

Which texts to look at is asked of `detect.search` first. Bodies use ASCII classes only, so that both engines read
them alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from piiscan.model.recognizer import Edges, Pattern

__all__ = ["PATIENCE", "any_body", "spanning", "spanning_source"]

PATIENCE = 20
"""Seconds that a pattern may take over one text: no pattern of ours comes near (TimeoutError is what others get)."""

_LOOKAROUND: dict[Edges, tuple[str, str]] = {
    "digit": (r"(?<![0-9])(?<![0-9]\.)", r"(?![0-9])(?!\.[0-9])"),
    "word": (r"(?<![0-9A-Za-z_])", r"(?![0-9A-Za-z_])"),
    "none": ("", ""),
}


def spanning_source(pattern: Pattern) -> str:
    """The pattern in the syntax of Python's `re` and `regex`, edges as lookarounds."""
    before, after = _LOOKAROUND[pattern.edges]
    return f"{before}(?:{pattern.body}){after}"


@cache
def spanning(pattern: Pattern) -> regex.Pattern[str]:
    """The pattern compiled for finding every span in a folded text: of several matches at one place the longest,
    as a column takes the whole cell, not the first of the alternatives."""
    return regex.compile(spanning_source(pattern), regex.POSIX)


_LONGEST_COUNT = 6
"""Counts above this become open in `any_body`: longer, and the automaton of many patterns no longer fits its cache."""

_count = regex.compile(r"(?<!\\)\{([0-9]+)(?:,([0-9]*))?\}")


def any_body(patterns: Iterable[Pattern]) -> str:
    """One pattern in Polars' syntax for texts that may hold any of the bodies, whatever stands beside them."""
    return "|".join(_count.sub(_opened, pattern.body) for pattern in patterns)


def _opened(count: regex.Match[str]) -> str:
    least, most = count[1], count[1] if count[2] is None else count[2]
    if most and int(most) <= _LONGEST_COUNT:
        return count[0]
    return f"{{{min(int(least), _LONGEST_COUNT)},}}"
