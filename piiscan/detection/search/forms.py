"""The Polars form of a recognizer's patterns (Rust regex: no lookaround, ASCII boundaries spelt out).

A digit-edged body is searched in runs of digits, with `_` for a decimal point. Within a run the only ASCII word
characters are digits, that underscore and a final X, so the half-boundaries say exactly "no digit, and no
decimal point with a digit, on this side".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from piiscan.detection.search.needs import ENDLESS, Needs, needs
from piiscan.detection.search.runs import SHORTEST
from piiscan.errors import PackError
from piiscan.model.recognizer import Edges, Pattern, Recognizer

POINT = "_"
"""What a decimal point is written as in a run, and in the bodies that are searched there."""

_START, _END = r"(?-u:\b{start-half})", r"(?-u:\b{end-half})"


@dataclass(frozen=True, slots=True)
class Form:
    """One pattern of a recognizer, ready to be searched; `whole` where a match is a value from end to end."""

    recognizer: Recognizer
    pattern: Pattern
    regex: str
    needs: Needs
    whole: bool

    @property
    def most(self) -> int:
        """Bytes of the longest value in which it can occur."""
        return self.needs.most if self.whole else ENDLESS


def whole(recognizers: Sequence[Recognizer]) -> list[Form]:
    """Forms for whole cells: edges do not matter where the cell ends."""
    return [Form(r, p, f"^(?:{p.body})$", needs(p.body), whole=True) for r in recognizers for p in r.patterns]


@cache
def whole_of(recognizer: Recognizer) -> tuple[Form, ...]:
    """Forms of one recognizer for whole cells, read off its patterns once."""
    return tuple(whole((recognizer,)))


def within(recognizers: Sequence[Recognizer], least: float, *, digit: bool) -> list[Form]:
    """Forms for texts: digit-edged bodies (to be searched in digit runs), or all others (in the text itself).

    Patterns without a check that score less than `least` are left out. Raises PackError for a digit-edged one
    that can be shorter than a run: it would not be found.
    """
    return [
        Form(r, p, _bounded(body, p.edges), needs(body), whole=False)
        for r in recognizers
        for p in r.patterns
        if r.in_text and (p.edges == "digit") == digit and (p.score >= least or r.check)
        for body in [_pointed(r, p) if digit else p.body]
    ]


def _pointed(recognizer: Recognizer, pattern: Pattern) -> str:
    """The body as runs are written: a digit-edged body has no point but decimal ones and separators."""
    if needs(pattern.body).least < SHORTEST:
        raise PackError(f"{recognizer.id}: in texts a number has {SHORTEST} digits or more: say `sees: header`")
    return pattern.body.replace(r"\.", POINT).replace(".", POINT)


def _bounded(body: str, edges: Edges) -> str:
    return f"(?:{body})" if edges == "none" else f"{_START}(?:{body}){_END}"
