"""Texts that nearly match a pattern, made of it: what it repeats, over and over, and then what it does not take."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parser  # type: ignore[attr-defined]
from string import ascii_letters, digits, punctuation
from typing import Any

__all__ = ["probes"]

_LETTERS = f"a1A .-_@/{ascii_letters}{digits}{punctuation}\n中é"
"""What stands for a class is the first of these that is in it, so that overlapping classes meet."""

_MANY = 8
"""A repetition of fewer is none."""

_REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT}
_CATEGORIES = {
    sre.CATEGORY_DIGIT: re.compile("[0-9]"),
    sre.CATEGORY_NOT_DIGIT: re.compile("[^0-9]"),
    sre.CATEGORY_SPACE: re.compile(r"\s"),
    sre.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    sre.CATEGORY_WORD: re.compile(r"\w"),
    sre.CATEGORY_NOT_WORD: re.compile(r"\W"),
}


def probes(body: str, length: int) -> Iterator[str]:
    """Of each repetition in the body, what may stand before it and then so many characters of what it repeats.

    None where the body is in a syntax that `re` does not know.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = sre_parser.parse(body)
    except (re.error, OverflowError):
        return
    for before, unit in dict.fromkeys(_repeated(tree, "")):
        end = next((letter for letter in "!\n\0" if letter not in unit), "")
        yield f"{before}{unit * (length // len(unit))}{end}"


def _repeated(tree: Iterable[Any], before: str) -> Iterator[tuple[str, str]]:
    for node in tree:
        operator, said = node
        if operator in _REPEATS and said[1] >= _MANY:
            yield from ((before, unit) for unit in _samples(said[2]) if unit)
        for inner in _inside(operator, said):
            yield from _repeated(inner, before)
        before += next(_of_node(operator, said))


def _inside(operator: Any, said: Any) -> list[Any]:
    if operator in _REPEATS:
        return [said[2]]
    if operator is sre.SUBPATTERN:
        return [said[-1]]
    if operator is sre.BRANCH:
        return list(said[1])
    return [said] if operator is sre.ATOMIC_GROUP else []


def _samples(tree: Iterable[Any]) -> Iterator[str]:
    """Short strings that the tree takes, one for each way through its alternatives."""
    parts = [list(_of_node(operator, said)) for operator, said in tree]
    return ("".join(way) for way, _ in zip(product(*parts), range(_MANY), strict=False))


def _of_node(operator: Any, said: Any) -> Iterator[str]:
    if operator in _REPEATS:
        for sample in _samples(said[2]):
            yield sample * max(said[0], int(operator is not sre.POSSESSIVE_REPEAT and said[1] >= _MANY))
    elif inner := _inside(operator, said):
        for tree in inner:
            yield from _samples(tree)
    elif operator is sre.LITERAL:
        yield chr(said)
    else:
        yield next((letter for letter in _LETTERS if _takes(operator, said, letter)), "")


def _takes(operator: Any, said: Any, letter: str) -> bool:
    match operator:
        case sre.LITERAL:
            return bool(said == ord(letter))
        case sre.NOT_LITERAL:
            return bool(said != ord(letter))
        case sre.RANGE:
            return bool(said[0] <= ord(letter) <= said[1])
        case sre.CATEGORY:
            return bool(_CATEGORIES[said].match(letter))
        case sre.ANY:
            return letter != "\n"
        case sre.IN:
            negated = said[0][0] is sre.NEGATE
            return negated != any(_takes(kind, what, letter) for kind, what in said[negated:])
    return False
