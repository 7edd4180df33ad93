"""The words that lines of logs are made of: the only ones that a template shows.

A word that stands in every line of a pattern may still be somebody's name: one account that a job runs under stands in
thousands of lines. So no count decides which words are constant, but two lists that are published with the packs.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from piiscan.detection import packs

__all__ = ["han_words", "is_constant", "small"]

_WORDS = "log_words"


@cache
def han_words() -> str:
    """An alternation of the Chinese words, the longest first."""
    return "|".join(sorted(packs.lexicon("cn/", _WORDS), key=lambda word: (-len(word), word)))


def small(pieces: pl.Expr) -> pl.Expr:
    """Pieces of a line in one spelling: `userName` and `User_Name` are `user_name`."""
    return pieces.str.replace_all(r"(\p{Ll})(\p{Lu})", "${1}_$2").str.to_lowercase()


def is_constant(pieces: pl.Expr) -> pl.Expr:
    """Boolean: a piece of a line is such a word, or several: `userName`, `content-type`."""
    return small(pieces).str.contains(_constant())


@cache
def _constant() -> str:
    english = "|".join(packs.lexicon("global/", _WORDS))
    return f"^(?:(?:{english})(?:[_.-](?:{english}))*|{han_words()})$"
