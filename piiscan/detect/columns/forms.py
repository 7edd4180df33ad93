"""The Polars form of a recognizer's patterns (Rust regex: no lookaround, ASCII boundaries spelt out).

A digit-edged body is searched in maximal runs of digits and single separators. Within a run the only ASCII
word characters are digits, a final X, and the underscore that `runs` writes for a decimal point, so the
half-boundaries say exactly "no digit, and no decimal point with a digit, on this side".
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from piiscan.model.recognizer import Edges, Recognizer

SPEAKS_ALONE = 0.4
"""Patterns that score less in text need a word of context there; the column engine leaves those to the text engine."""

_START, _END = r"(?-u:\b{start-half})", r"(?-u:\b{end-half})"
_RUN = r"[0-9](?:[ .-]?[0-9]){6,}[Xx]?"


@dataclass(frozen=True, slots=True)
class Form:
    """One recognizer's patterns as one alternation, still without anchors."""

    recognizer: Recognizer
    regex: str


def whole(recognizers: tuple[Recognizer, ...]) -> list[Form]:
    """Forms for whole cells: edges do not matter where the cell ends."""
    return [Form(r, _alternation([p.body for p in r.patterns])) for r in recognizers if r.patterns]


def within(recognizers: tuple[Recognizer, ...], *, digit: bool) -> list[Form]:
    """Forms for texts: digit-edged bodies (to be searched in `runs`), or all others (in the text itself)."""
    return [Form(r, regex) for r in recognizers if r.in_text and (regex := _searched(r, digit))]


def runs(texts: pl.Expr) -> pl.Expr:
    """Maximal digit runs of each text, as lists; a run that ends in X is listed without the X too."""
    found = texts.str.extract_all(_RUN)
    shortened = found.list.eval(pl.element().str.strip_chars_end("Xx"))
    both = pl.concat_list(found, shortened).list.unique(maintain_order=True)
    return both.list.eval(pl.element().str.replace_all(r"([0-9])\.", "${1}_"))


def _searched(recognizer: Recognizer, digit: bool) -> str:
    bodies = [
        _bounded(p.body, p.edges)
        for p in recognizer.patterns
        if (p.edges == "digit") == digit and (p.score >= SPEAKS_ALONE or recognizer.check)
    ]
    return _alternation(bodies) if bodies else ""


def _bounded(body: str, edges: Edges) -> str:
    return f"(?:{body})" if edges == "none" else f"{_START}(?:{body}){_END}"


def _alternation(bodies: list[str]) -> str:
    return "|".join(f"(?:{body})" for body in bodies)
