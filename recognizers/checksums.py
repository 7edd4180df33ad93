"""Check-digit arithmetic of all packs, on whole columns: bytes in a matrix, one row a value.

A check is a rule on the matrix of symbols (one row a value, one column a place), put to work by `holds`:

    holds(values, DIGITS, weighted([8, 7, 6, 5, 4, 3, 2, 1], 11), widths=[8])

Every rule takes the check digit along and says whether the number as a whole is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

Matrix = NDArray[np.int16]
Mask = NDArray[np.bool_]
Rule = Callable[[Matrix], Mask]

DIGITS = "0123456789"
DIGITS_X = DIGITS + "X"
"""Digits, and X for ten."""
BASE36 = DIGITS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Digits, then letters from A = 10 to Z = 35 (ISO 7064, ISO 13616)."""


def holds(values: pl.Series, alphabet: str, rule: Rule, widths: Iterable[int]) -> pl.Series:
    """Where a value has one of the widths, is written in the alphabet, and the rule is true of it.

    `values` is String and already in canonical form; the result is Boolean of the same length, false for
    null. A symbol counts as its place in the alphabet, which is ASCII.
    """
    verdict = np.zeros(len(values), dtype=np.bool_)
    lengths = values.str.len_bytes().fill_null(0).to_numpy()
    for width in widths:
        rows = np.flatnonzero(lengths == width)
        if rows.size:
            places = _places(values if rows.size == len(values) else values.gather(rows), width, alphabet)
            verdict[rows] = (places >= 0).all(axis=1) & rule(places)
    return pl.Series(values.name, verdict, dtype=pl.Boolean)


def luhn(places: Matrix) -> Mask:
    """The Luhn formula (ISO/IEC 7812-1, annex B): every second digit from the right doubled, modulus 10."""
    doubled = places[:, -2::-2] * 2
    total = places[:, ::-2].sum(axis=1) + (doubled - 9 * (doubled > 9)).sum(axis=1)
    verdict: Mask = np.equal(total % 10, 0)
    return verdict


def every(*rules: Rule) -> Rule:
    """All of the rules are true."""

    def rule(places: Matrix) -> Mask:
        verdict: Mask = np.logical_and.reduce([each(places) for each in rules])
        return verdict

    return rule


def not_zero(places: Matrix) -> Mask:
    """Some place is not the first of the alphabet."""
    verdict: Mask = np.greater(places.max(axis=1), 0)
    return verdict


def weighted(weights: Sequence[int], modulus: int, remainder: int = 0) -> Rule:
    """The weighted sum of all places, check digit included, leaves `remainder` when divided by `modulus`."""

    def rule(places: Matrix) -> Mask:
        total = np.zeros(len(places), np.int32)
        for place, weight in zip(places.T, weights, strict=True):  # a matrix product of integers is ten times slower
            total += np.int32(weight) * place
        verdict: Mask = np.equal(total % modulus, remainder)
        return verdict

    return rule


def stated(weights: Sequence[int], symbols: str) -> Rule:
    """The last place is the symbol that the weighted sum of the places before it, modulo their number, chooses.

    Symbols are of BASE36; a blank stands for a remainder that no number has.
    """
    due = np.array([BASE36.find(symbol) for symbol in symbols])

    def rule(places: Matrix) -> Mask:
        total = places[:, :-1].astype(np.int64) @ np.asarray(weights)
        verdict: Mask = np.equal(due[total % len(symbols)], places[:, -1])
        return verdict

    return rule


def mod11_10(places: Matrix) -> Mask:
    """The hybrid system MOD 11,10 of ISO 7064."""
    product = np.full(len(places), 10)
    for place in places[:, :-1].T:
        total = (place + product) % 10
        product = np.where(total == 0, 10, total) * 2 % 11
    verdict: Mask = np.equal((11 - product) % 10, places[:, -1])
    return verdict


def pure(modulus: int, radix: int, width: int) -> Rule:
    """A pure system of ISO 7064, like MOD 11-2: place i from the right weighs radix^i, the sum leaves 1."""
    return weighted([pow(radix, width - 1 - i, modulus) for i in range(width)], modulus, 1)


def mod97(places: Matrix) -> Mask:
    """MOD 97-10 of ISO 7064 on symbols of BASE36, a letter counting as two digits (A = 10, ... Z = 35)."""
    remainder = np.zeros(len(places), dtype=np.int64)
    for place in places.T:
        remainder = (remainder * np.where(place > 9, 100, 10) + place) % 97
    return np.equal(remainder, 1)


def iban(places: Matrix) -> Mask:
    """The IBAN check (ISO 13616-1): MOD 97-10 with country and check digits moved to the end."""
    return mod97(np.roll(places, -4, axis=1))


def _places(values: pl.Series, width: int, alphabet: str) -> Matrix:
    """Each symbol's place in the alphabet, -1 for strangers; every value is `width` bytes long.

    Places stand together, as rules go from one to the next over all values.
    """
    table = np.full(256, -1, dtype=np.int16)
    table[list(alphabet.encode("ascii"))] = np.arange(len(alphabet))
    octets = np.frombuffer(values.str.join("").item().encode(), dtype=np.uint8)
    return table.take(np.ascontiguousarray(octets.reshape(-1, width).T)).T
