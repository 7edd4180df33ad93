"""A declared pattern in the two forms that text needs: for finding spans, and for asking where to look at all.

`spanning` is for Python's `regex`, which has lookaround. `containing` is for Polars, which has not: it consumes
the characters beside the match, and so may lose the second of two neighbours, but it answers exactly whether a
text holds a match at all, except that it does not know decimal points. Bodies use ASCII classes only, so that
both engines read them alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from piiscan.model.recognizer import Edges, Pattern

__all__ = ["any_body", "any_of", "containing", "spanning", "spanning_source"]

_LOOKAROUND: dict[Edges, tuple[str, str]] = {
    "digit": (r"(?<![0-9])(?<![0-9]\.)", r"(?![0-9])(?!\.[0-9])"),
    "word": (r"(?<![0-9A-Za-z_])", r"(?![0-9A-Za-z_])"),
    "none": ("", ""),
}

_CONSUMING: dict[Edges, tuple[str, str]] = {
    "digit": (r"(?:^|[^0-9])", r"(?:[^0-9]|$)"),
    "word": (r"(?:^|[^0-9A-Za-z_])", r"(?:[^0-9A-Za-z_]|$)"),
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


def containing(pattern: Pattern) -> str:
    """The pattern in Polars' syntax; matches every folded text that `spanning` finds something in."""
    before, after = _CONSUMING[pattern.edges]
    return f"{before}(?:{pattern.body}){after}"


_LONGEST_COUNT = 6
"""Counts above this become open in `any_of`. Shorter and the prefilter passes texts with any number in them;
longer and the automaton of a hundred patterns no longer fits its cache."""

_count = regex.compile(r"(?<!\\)\{([0-9]+)(?:,([0-9]*))?\}")


def any_of(patterns: Iterable[Pattern]) -> str:
    """One pattern in Polars' syntax for texts that may hold any of them: a superset of their `containing`."""
    return "|".join(_count.sub(_opened, containing(pattern)) for pattern in patterns)


def any_body(patterns: Iterable[Pattern]) -> str:
    """As `any_of`, whatever stands beside the match."""
    return "|".join(_count.sub(_opened, pattern.body) for pattern in patterns)


def _opened(count: regex.Match[str]) -> str:
    least, most = count[1], count[1] if count[2] is None else count[2]
    if most and int(most) <= _LONGEST_COUNT:
        return count[0]
    return f"{{{min(int(least), _LONGEST_COUNT)},}}"
