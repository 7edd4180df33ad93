"""What a value must have before a pattern can match it: read off the pattern, so that a gate is never wrong.

A gate looks at lengths and bytes, which is far cheaper than a regular expression, and it shuts only where no
match is possible. Sets of bytes are integers of 256 bits; of a character beyond ASCII only its first byte counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

ANY = (1 << 256) - 1
BEYOND_ASCII = ANY ^ ((1 << 128) - 1)

ENDLESS = 1 << 32
"""Bytes: more than a value can have."""

_FOLDING = int(_parser.SRE_FLAG_IGNORECASE)


@dataclass(frozen=True, slots=True)
class Needs:
    """Of every match: `least` to `most` bytes, the bytes it may start with, and sets that each give it a byte.

    `alphabet` is all bytes that may occur in it; `states` is the size of its automaton, counts written out.
    """

    least: int = 0
    most: int = 0
    first: int = 0
    sets: frozenset[int] = frozenset()
    alphabet: int = 0
    states: int = 0

    def then(self, other: Needs) -> Needs:
        """Of a match of both, one after the other."""
        first = self.first if self.least else self.first | other.first
        most = min(ENDLESS, self.most + other.most)
        alphabet, states = self.alphabet | other.alphabet, self.states + other.states
        return Needs(self.least + other.least, most, first, self.sets | other.sets, alphabet, states)

    def repeated(self, least: int, most: int) -> Needs:
        sets = self.sets if least else frozenset[int]()
        states = self.states * max(1, min(most, max(least, 1) + 1 if most >= ENDLESS else most))
        return Needs(self.least * least, min(ENDLESS, self.most * most), self.first, sets, self.alphabet, states)


@cache
def needs(body: str) -> Needs:
    """Of a pattern's body, as a recognizer declares it (no anchors, boundaries or lookaround)."""
    return _sequence(_parser.parse(body), folding=False)


def _sequence(items: Any, folding: bool) -> Needs:
    return reduce(Needs.then, (_item(kind, value, folding) for kind, value in items), Needs())


def _item(kind: Any, value: Any, folding: bool) -> Needs:
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        least, most, inner = value
        return _sequence(inner, folding).repeated(int(least), min(ENDLESS, int(most)))
    if kind is op.SUBPATTERN:
        _, added, _, inner = value
        return _sequence(inner, folding or bool(added & _FOLDING))
    if kind is op.BRANCH:
        return _either([_sequence(branch, folding) for branch in value[1]])
    return _character(_members(kind, value), folding)


def _either(branches: Sequence[Needs]) -> Needs:
    """One of the branches: sets that all of them have, and the union of each one's narrowest."""
    narrowest = [min(b.sets, key=int.bit_count, default=ANY) for b in branches]
    shared = frozenset.intersection(*(b.sets for b in branches))
    return Needs(
        min(b.least for b in branches),
        max(b.most for b in branches),
        reduce(or_, (b.first if b.least else ANY for b in branches)),
        shared | {reduce(or_, narrowest)},
        reduce(or_, (b.alphabet for b in branches)),
        sum(b.states for b in branches),
    )


def _character(points: Sequence[tuple[int, int]] | None, folding: bool) -> Needs:
    """One character out of ranges of code points; None for any."""
    if points is None or (folding and any(last > 127 for _, last in points)):
        return Needs(1, 4, ANY, frozenset({ANY}), ANY, 8)
    cased = [*points, *_folded(points)] if folding else points
    mask = reduce(or_, (_bytes(first, last) for first, last in cased))
    widest = max(len(chr(last).encode("utf-8", "replace")) for _, last in cased)
    least = min(len(chr(first).encode("utf-8", "replace")) for first, _ in cased)
    states = 1 if widest == 1 else 2 + 2 * len(points)
    return Needs(least, widest, mask, frozenset({mask}), mask | (BEYOND_ASCII if widest > 1 else 0), states)


def _members(kind: Any, value: Any) -> Sequence[tuple[int, int]] | None:
    if kind is op.LITERAL:
        return [(value, value)]
    if kind is op.NOT_LITERAL:
        return _others([(value, value)])
    if kind is not op.IN:
        return None
    points = [member if what is op.RANGE else (member, member) for what, member in value if what is not op.NEGATE]
    return _others(points) if value[0][0] is op.NEGATE else points


def _others(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges between the given ones."""
    ends = [-1, *(last for _, last in sorted(points))]
    starts = [*(first for first, _ in sorted(points)), 0x110000]
    return [(end + 1, start - 1) for end, start in zip(ends, starts, strict=True) if start > end + 1]


def _folded(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The other case of ASCII letters. Two letters have a third form beyond ASCII: the long s, the Kelvin sign."""
    letters = {chr(c) for first, last in points for c in range(first, last + 1)}
    others = {letter.swapcase() for letter in letters} | ({"\u017f"} if letters & {"s", "S"} else set())
    return [(ord(c), ord(c)) for c in others | ({"\u212a"} if letters & {"k", "K"} else set())]


def _bytes(first: int, last: int) -> int:
    """First bytes, in UTF-8, of the code points from `first` to `last`."""
    low, high = chr(first).encode("utf-8", "replace")[0], chr(last).encode("utf-8", "replace")[0]
    return (1 << (high + 1)) - (1 << low)
