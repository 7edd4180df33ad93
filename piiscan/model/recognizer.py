"""A recognizer: one declared kind of personal data, before either engine has compiled it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from piiscan.model.tier import Role

Edges = Literal["digit", "word", "none"]
Sees = Literal["rows", "sample", "header"]

FREE_TEXT = "FREE_TEXT"
"""The entity of a column or document of running text, whatever is found in it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression without boundaries, and what must stand on either side of a match.

    `edges` is `digit` (no ASCII digit, and no decimal point with a digit, next to the match: for bodies of
    digits with single spaces, hyphens or points between groups, ending at most in X), `word` (no ASCII letter,
    digit or underscore next to it) or `none`. `score` is how sure a match in free text is, from 0 to 1,
    before check and context speak.
    """

    body: str
    edges: Edges
    score: float = 0.5


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Phrases that name the entity in a column header, and words that take the meaning away again."""

    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examples:
    """Values a recognizer must, and must not, take as its own."""

    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognizer:
    """One way to recognise an entity, whose Chinese name `zh`, `role` and `canonical` all its recognizers share.

    `sees` says what its values rest on: `rows` (patterns on every value), `sample` (patterns or a word list,
    on whole cells of the keyed sample of distinct values: names, cities, job titles), or `header` (the header
    names it; patterns, if any, only say which values fit). `chance` is the share of unrelated values of the
    same outward shape that would match, `check_chance` the share of matches whose check holds by accident.
    `bits` is the entropy of one value, which `verify` weighs. `check`, `canonical` and `lexicon` are names
    of functions and word lists of the pack.
    """

    id: str
    entity: str
    zh: str
    role: Role
    tier: int
    source: str
    sees: Sees = "rows"
    patterns: tuple[Pattern, ...] = ()
    lexicon: str | None = None
    check: str | None = None
    check_chance: float = 1.0
    canonical: str = "text"
    chance: float = 0.01
    bits: float = 0.0
    header: HeaderWords = field(default_factory=HeaderWords)
    context: tuple[str, ...] = ()
    in_text: bool = True
    examples: Examples = field(default_factory=Examples)

    def __hash__(self) -> int:
        """Recognizers are looked up often, and have hundreds of words."""
        return hash(self.id)
