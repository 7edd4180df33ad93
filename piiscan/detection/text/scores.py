"""How sure a match in running text is: prior odds, times what the check and the words beside it say.

Bayes' rule on odds. The constants are judgements about running text, not fits to a data set.
"""

from __future__ import annotations

__all__ = ["CLAIMED", "LABELLED", "LAC", "LEXICON", "POSTAL", "REACH", "SPACY", "THRESHOLD", "weigh"]

THRESHOLD = 0.4
"""Findings below are dropped. Less than a half, since a leak costs more than a word too many under a mask."""

REACH = 30
"""Characters before and after a match in which a context word counts: about five English words, or a clause
of Chinese."""

LABELLED = 0.8
"""Score of a value that stands behind its own name and a colon, whatever it looks like."""

CLAIMED = 0.6
"""A number behind the name of an identifier that it does not fit: below whatever a pattern knows."""

LAC = 0.9
SPACY = 0.85
"""Scores of what models name: the precision that their makers publish (LAC 0.90, en_core_web_sm 3.8 0.85)."""

POSTAL = 0.9
"""An address block: number, words and postcode in their order seldom come together by accident."""

LEXICON = 0.5
"""A capitalised given name that no model has named: as likely a word, a place or a firm."""

_CONTEXT = 20.0
"""Odds that a word for the thing gives: a pattern that is right once in 20 (0.05, the weakest that packs
declare) becomes as likely right as wrong."""

_WRONG_CHECK = 0.15
"""Odds left after a wrong check digit: about one true number in seven is typed wrong, cut or made up for the
occasion in running text, and a number that is nearly an identity number still leads to its owner."""

_SUREST = 0.995
"""Nothing is certain by shape alone; keeps odds finite."""


def weigh(prior: float, valid: bool | None, check_chance: float, near: bool) -> float:
    """The score of a match.

    `prior` is the pattern's own score, `valid` what its check says (None where it has none), `check_chance` the
    share of accidental matches that pass it, `near` whether a context word is in reach.
    """
    bounded = min(prior, _SUREST)
    odds = bounded / (1 - bounded)
    if valid is not None:
        odds *= 1 / check_chance if valid else _WRONG_CHECK
    if near:
        odds *= _CONTEXT
    return round(odds / (1 + odds), 3)
